import { addressOf, configInput, configMember, configSent, etagMember, operationOf } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { Step, TestContext } from '../../core/test-context.ts';
import { type Action, after } from '../../model/action.ts';
import { ABSENT, CREATED, type ResourceState, stateKey } from '../../model/resource-state.ts';
import { route, transitions } from '../../model/transitions.ts';
import { brokenConfigs, formOf, otherConfigs } from '../configs.ts';
import { accepted, outcomeText } from '../expect.ts';
import { foundElsewhere, stepFailed } from '../hindered.ts';
import { createResource, remove, resolveReferences, sameEtag, updated } from '../resource-handle.ts';
import { withSharedFixture } from '../shared-fixture.ts';
import { unknownId } from './unknown-id.ts';

/** A resource under study: what the model knows of it. */
export interface TrackedResource {
  state: ResourceState;
  handle: ResourceHandle;
  /** ETags that it had before; none of them is the present one. */
  older: string[];
  /** The calls that made it what it is. */
  steps: Step[];
  /** Configurations that it had, as JSON. */
  past: string[];
}

/** Text that is no ETag of anybody's. */
const GARBAGE = 'no-such-version';

/** Sends a call and gives it with its outcome. */
export async function call(lane: TestContext, operation: string, input: JsonObject): Promise<Step> {
  return { call: { operation, input }, outcome: await lane.send(operation, input) };
}

/** A resource that was just created. Throws SkipError where that is refused. */
export async function created(lane: TestContext, resource: Resource, input?: JsonObject): Promise<TrackedResource> {
  return trackedFrom(await createResource(lane, resource, input));
}

/** What is known of a resource that was just created. */
export function trackedFrom(handle: ResourceHandle): TrackedResource {
  return { state: CREATED, handle: handle, older: [], steps: [handle.made], past: [JSON.stringify(handle.config)] };
}

/** A resource that never was, under an id such as the target gives. */
export async function absent(lane: TestContext, resource: Resource): Promise<TrackedResource> {
  const pattern = await createResource(lane, resource);
  return {
    state: ABSENT,
    handle: { ...pattern, id: await unknownId(lane, pattern), etag: '' },
    older: [],
    steps: [],
    past: [],
  };
}

/** A resource in a state, brought there the shortest way. Throws SkipError where a call on that way is refused. */
export async function trackedIn(lane: TestContext, resource: Resource, state: ResourceState): Promise<TrackedResource> {
  if (state.life === 'absent') return absent(lane, resource);
  const tracked = await created(lane, resource);
  const way = route(transitions(resource, state.updates + 2), CREATED, state);
  for (const { action } of way ?? []) await follow(lane, tracked, action);
  return tracked;
}

/** A resource in a state that other rules look at as well: the rule that changes its state uses it last. */
export function withSharedResource(
  lane: TestContext,
  resource: Resource,
  state: ResourceState,
  use: (tracked: TrackedResource) => Promise<void>,
): Promise<void> {
  const key = stateKey(state);
  return withSharedFixture(
    lane,
    {
      key: `${resource.name} ${key}`,
      make: (own) => trackedIn(own, resource, state),
      remove: async (own, { state: present, handle }) => {
        if (present.life === 'live') await remove(own, handle);
      },
    },
    async (tracked) => {
      await use(tracked);
      return stateKey(tracked.state) === key ? 'reuse' : 'discard';
    },
  );
}

/**
 * Does an action that must succeed. An update that is refused is tried with other configurations, each of another form; the
 * forms that were refused are not tried first again in this run.
 */
async function follow(lane: TestContext, tracked: TrackedResource, action: Action): Promise<void> {
  const { resource } = tracked.handle;
  const preparation = `another configuration of a ${resource.name}`;
  for (;;) {
    const step = await perform(lane, tracked, action);
    const { operation, input } = step.call;
    // A delete has no configuration.
    const form = formOf(lane, resource, (configSent(resource, input) ?? {}) as JsonObject);
    if (accepted(step.outcome)) {
      if (action.kind === 'update') lane.ways.take(preparation, form);
      return;
    }
    const failure = stepFailed(
      lane,
      `${operation} was refused: ${outcomeText(step.outcome)}`,
      [...tracked.steps, step],
      {
        demandedBy:
          action.kind === 'update' ? 'lifecycle.update.accepts-supported' : 'lifecycle.delete.accepts-fresh-if-match',
      },
    );
    const isNew = action.kind === 'update' && lane.ways.failure(preparation, form) === undefined;
    if (!isNew || !failure.violation) throw failure;
    lane.hindered(failure);
    lane.ways.fail(preparation, form, outcomeText(step.outcome));
  }
}

/** Does an action, with a given configuration where it sends one, and takes over what its answer says. Throws SkipError where the action needs an ETag that is not known. */
export async function perform(
  lane: TestContext,
  tracked: TrackedResource,
  action: Action,
  given?: JsonObject,
): Promise<Step> {
  const { handle } = tracked;
  const { resource } = handle;
  switch (action.kind) {
    case 'create': {
      const config = action.content === 'broken' ? (await brokenConfigs(lane, handle, 1))[0]! : undefined;
      const other = config
        ? configInput(resource, config)
        : await resolveReferences(lane, operationOf(resource, 'create'), handle.made.call.input, undefined);
      return call(lane, operationOf(resource, 'create'), other);
    }
    case 'read':
    case 'readConfig':
      return call(lane, operationOf(resource, action.kind)!, addressOf(handle.resource, handle.id));
    case 'list':
      return call(lane, operationOf(resource, 'list')!, {});
    case 'update': {
      const config = given ?? (await configFor(lane, tracked, action.content));
      const step = await call(lane, operationOf(resource, 'update'), {
        ...addressOf(handle.resource, handle.id),
        ...ifMatch(tracked, action),
        [configMember(resource)]: config,
      });
      if (accepted(step.outcome)) accept(tracked, step, action);
      return step;
    }
    case 'delete': {
      const step = await call(lane, operationOf(resource, 'delete'), {
        ...addressOf(handle.resource, handle.id),
        ...ifMatch(tracked, action),
      });
      if (accepted(step.outcome)) accept(tracked, step, action);
      return step;
    }
  }
}

async function configFor(
  lane: TestContext,
  { handle, past }: TrackedResource,
  content: Extract<Action, { kind: 'update' }>['content'],
): Promise<JsonObject> {
  if (content === 'same') return handle.config;
  if (content === 'broken') return (await brokenConfigs(lane, handle, 1))[0]!;
  // One that it never had, so that no version comes back.
  const others = await otherConfigs(lane, handle, past.length + 1);
  return others.find((config) => !past.includes(JSON.stringify(config)))!;
}

/** What is known of a resource after an accepted update that somebody else sent. */
export function taken(tracked: TrackedResource, step: Step): TrackedResource {
  const copy = { ...tracked, handle: { ...tracked.handle }, steps: [...tracked.steps], past: [...tracked.past] };
  accept(copy, step, { kind: 'update', ifMatch: 'fresh', content: 'other' });
  return copy;
}

/** Takes over what an accepted write says. */
function accept(tracked: TrackedResource, step: Step, action: Extract<Action, { kind: 'update' | 'delete' }>): void {
  const { handle } = tracked;
  tracked.steps.push(step);
  if (action.kind === 'delete') {
    tracked.state = { ...tracked.state, life: 'gone' };
    return;
  }
  tracked.state = after(tracked.state, { ...action, ifMatch: 'fresh' });
  const before = handle.etag;
  updated(handle, step.call.input, step.outcome);
  tracked.past.push(JSON.stringify(handle.config));
  const earlier = tracked.older.some((etag) => sameEtag(etag, before)) ? [] : [before];
  tracked.older = [...tracked.older, ...earlier].filter((etag) => !sameEtag(etag, handle.etag) && etag !== '');
}

function ifMatch({ handle, older }: TrackedResource, action: Extract<Action, { ifMatch: unknown }>): JsonObject {
  const input = etagMember(handle.resource);
  switch (action.ifMatch) {
    case 'missing':
      return {};
    case 'any':
      return { [input]: '*' };
    case 'garbage':
      return { [input]: GARBAGE };
    case 'stale': {
      const [oldest] = older;
      if (oldest === undefined)
        throw foundElsewhere('the ETag did not change, so none is stale', operationOf(handle.resource, 'update'), [
          'lifecycle.etag.changes',
        ]);
      return { [input]: oldest };
    }
    case 'fresh':
      if (handle.etag === '')
        throw foundElsewhere('no response had an ETag', handle.made.call.operation, ['answer.etag']);
      return { [input]: handle.etag };
  }
}
