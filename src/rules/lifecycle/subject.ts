import { addressOf, configInput, configMember, configSent, etagMember, operationOf } from '../../contracts/resource.ts';
import type { Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Step, TestContext } from '../../core/test-context.ts';
import { type Action, after } from '../../model/action.ts';
import { ABSENT, CREATED, type Stage, stageKey } from '../../model/stage.ts';
import { route, transitions } from '../../model/transitions.ts';
import { brokenConfigs, formOf, otherConfigs } from '../configs.ts';
import { accepted, outcomeText } from '../expect.ts';
import { bound, type Held, hold, remove, sameEtag, updated } from '../held.ts';
import { foundElsewhere, stepFailed } from '../hindered.ts';
import { lent } from '../lent.ts';
import { unknownId } from './unknown-id.ts';

/** A resource under study: what the model knows of it. */
export interface Subject {
  stage: Stage;
  held: Held;
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
export async function created(lane: TestContext, resource: Resource, input?: JsonObject): Promise<Subject> {
  return subjectOf(await hold(lane, resource, input));
}

/** What is known of a resource that was just created. */
export function subjectOf(held: Held): Subject {
  return { stage: CREATED, held, older: [], steps: [held.made], past: [JSON.stringify(held.config)] };
}

/** A resource that never was, under an id such as the target gives. */
export async function absent(lane: TestContext, resource: Resource): Promise<Subject> {
  const pattern = await hold(lane, resource);
  return {
    stage: ABSENT,
    held: { ...pattern, id: await unknownId(lane, pattern), etag: '' },
    older: [],
    steps: [],
    past: [],
  };
}

/** A resource in a stage, brought there the shortest way. Throws SkipError where a call on that way is refused. */
export async function subjectIn(lane: TestContext, resource: Resource, stage: Stage): Promise<Subject> {
  if (stage.life === 'absent') return absent(lane, resource);
  const subject = await created(lane, resource);
  const way = route(transitions(resource, stage.updates + 2), CREATED, stage);
  for (const { action } of way ?? []) await follow(lane, subject, action);
  return subject;
}

/** A resource in a stage that other rules look at as well: the rule that changes its stage uses it last. */
export function lentIn(
  lane: TestContext,
  resource: Resource,
  stage: Stage,
  use: (subject: Subject) => Promise<void>,
): Promise<void> {
  const key = stageKey(stage);
  return lent(
    lane,
    `${resource.name} ${key}`,
    (own) => subjectIn(own, resource, stage),
    async (subject) => {
      await use(subject);
      return stageKey(subject.stage) === key;
    },
    async (own, { stage: present, held }) => {
      if (present.life === 'live') await remove(own, held);
    },
  );
}

/**
 * Does an action that must succeed. An update that is refused is tried with other configurations, each of another form; the
 * forms that were refused are not tried first again in this run.
 */
async function follow(lane: TestContext, subject: Subject, action: Action): Promise<void> {
  const { resource } = subject.held;
  const preparation = `another configuration of a ${resource.name}`;
  for (;;) {
    const step = await perform(lane, subject, action);
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
      [...subject.steps, step],
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
export async function perform(lane: TestContext, subject: Subject, action: Action, given?: JsonObject): Promise<Step> {
  const { held } = subject;
  const { resource } = held;
  switch (action.kind) {
    case 'create': {
      const config = action.content === 'broken' ? (await brokenConfigs(lane, held, 1))[0]! : undefined;
      const other = config
        ? configInput(resource, config)
        : await bound(lane, operationOf(resource, 'create'), held.made.call.input, undefined);
      return call(lane, operationOf(resource, 'create'), other);
    }
    case 'read':
    case 'readConfig':
      return call(lane, operationOf(resource, action.kind)!, addressOf(held.resource, held.id));
    case 'list':
      return call(lane, operationOf(resource, 'list')!, {});
    case 'update': {
      const config = given ?? (await configFor(lane, subject, action.content));
      const step = await call(lane, operationOf(resource, 'update'), {
        ...addressOf(held.resource, held.id),
        ...ifMatch(subject, action),
        [configMember(resource)]: config,
      });
      if (accepted(step.outcome)) accept(subject, step, action);
      return step;
    }
    case 'delete': {
      const step = await call(lane, operationOf(resource, 'delete'), {
        ...addressOf(held.resource, held.id),
        ...ifMatch(subject, action),
      });
      if (accepted(step.outcome)) accept(subject, step, action);
      return step;
    }
  }
}

async function configFor(
  lane: TestContext,
  { held, past }: Subject,
  content: Extract<Action, { kind: 'update' }>['content'],
): Promise<JsonObject> {
  if (content === 'same') return held.config;
  if (content === 'broken') return (await brokenConfigs(lane, held, 1))[0]!;
  // One that it never had, so that no version comes back.
  const others = await otherConfigs(lane, held, past.length + 1);
  return others.find((config) => !past.includes(JSON.stringify(config)))!;
}

/** What is known of a subject after an accepted update that somebody else sent. */
export function taken(subject: Subject, step: Step): Subject {
  const copy = { ...subject, held: { ...subject.held }, steps: [...subject.steps], past: [...subject.past] };
  accept(copy, step, { kind: 'update', ifMatch: 'fresh', content: 'other' });
  return copy;
}

/** Takes over what an accepted write says. */
function accept(subject: Subject, step: Step, action: Extract<Action, { kind: 'update' | 'delete' }>): void {
  const { held } = subject;
  subject.steps.push(step);
  if (action.kind === 'delete') {
    subject.stage = { ...subject.stage, life: 'gone' };
    return;
  }
  subject.stage = after(subject.stage, { ...action, ifMatch: 'fresh' });
  const before = held.etag;
  updated(held, step.call.input, step.outcome);
  subject.past.push(JSON.stringify(held.config));
  const earlier = subject.older.some((etag) => sameEtag(etag, before)) ? [] : [before];
  subject.older = [...subject.older, ...earlier].filter((etag) => !sameEtag(etag, held.etag) && etag !== '');
}

function ifMatch({ held, older }: Subject, action: Extract<Action, { ifMatch: unknown }>): JsonObject {
  const input = etagMember(held.resource);
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
        throw foundElsewhere('the ETag did not change, so none is stale', operationOf(held.resource, 'update'), [
          'lifecycle.etag.changes',
        ]);
      return { [input]: oldest };
    }
    case 'fresh':
      if (held.etag === '') throw foundElsewhere('no ETag was answered', held.made.call.operation, ['answer.etag']);
      return { [input]: held.etag };
  }
}
