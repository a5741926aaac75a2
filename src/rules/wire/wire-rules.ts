import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressOf, configInput, configSent, configShown, idShown, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule, Phase } from '../../core/rule.ts';
import { RuleViolation, SkipError, type TestContext } from '../../core/test-context.ts';
import { LEAVES } from '../basics.ts';
import { refusal } from '../differences.ts';
import { accepted, outcomeText, refused } from '../expect.ts';
import { blockedBy, stepFailed } from '../hindered.ts';
import { configDifference } from '../lifecycle/config-difference.ts';
import { asShown, plainTrip } from '../lifecycle/plain-trip.ts';
import { expectWorks, refusalOf } from '../lifecycle/works.ts';
import {
  createResource,
  etagIn,
  expectCreates,
  handleOf,
  isFull,
  release,
  remove,
  resolveReferences,
  sendCreate,
  startingConfig,
  updated,
} from '../resource-handle.ts';
import { withSharedResourceForUpdates } from '../shared-fixture.ts';
import type { Spoil } from './bodies.ts';
import { MARK, mustNotAct } from './must-not-act.ts';
import { mustRefuse } from './must-refuse.ts';
import { type Together, together, unusual } from './open.ts';

/** Checks the outcome of a malformed request. Throws RuleViolation. */
type OutcomeCheck = (lane: TestContext, tried: Tried) => Promise<void>;

interface How {
  phase: Phase;
  large?: boolean | undefined;
  together?: Together | undefined;
}

interface Tried {
  resource: Resource;
  operation: string;
  sent: JsonObject;
  outcome: Outcome | { kind: 'closed' | 'silent'; reason: string };
  handle: ResourceHandle | undefined;
}

/** Rules on malformed and unusual requests: three classes, each request on create and on update. */
export function wireRules(contract: Contract): ActiveRule[] {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  const operations = resources.flatMap((resource) => [
    operationOf(resource, 'create'),
    operationOf(resource, 'update'),
  ]);
  const rule = (
    info: Pick<ActiveRule, 'id' | 'evidence' | 'demands' | 'citations'>,
    spoil: Spoil,
    judge: OutcomeCheck,
    first?: 'nearest' | 'updates',
    more: Omit<How, 'phase'> = {},
  ): ActiveRule => ({
    kind: 'active',
    ...info,
    operations,
    phases: first ? [first, 'malformed'] : ['malformed'],
    needs: [],
    wire: true,
    // What a create and an update do without what is wrong is looked at once for all of them.
    usesShared: ['updates', 'malformed'],
    ...(more.together ? { fixture: more.together.key } : {}),
    check: (lane, phase) => check(lane, resources, spoil, judge, { phase, ...more }),
  });
  return [
    ...mustRefuse.map(({ spoil, ...info }) => rule(info, spoil, notAccepted, 'nearest')),
    ...mustNotAct('http://127.0.0.1:9').map(({ id, evidence, demands, citations, large, mayBeAccepted, fetches }) => ({
      ...rule({ id, evidence, demands, citations }, (request) => request, harmless, large ? undefined : 'nearest'),
      check: (lane: TestContext, phase: Phase) =>
        listening(async (url, visited) => {
          if (fetches && lane.taped)
            throw new SkipError('a recording does not show what the target fetches', {
              hindrance: { kind: 'transport' },
            });
          const { spoil } = mustNotAct(url).find((one) => one.id === id)!;
          await check(lane, resources, spoil, mayBeAccepted ? harmless : notAccepted, { phase, large });
          if (visited())
            throw new RuleViolation({
              operation: operations[0]!,
              expected: 'nothing is fetched',
              actual: 'the URL in the request was fetched',
              steps: lane.steps.slice(-1),
            });
        }),
    })),
    ...unusual.map(({ id, demands, spoil, ambiguous }) =>
      rule(
        {
          id,
          evidence: 'inferred',
          demands: `a request ${demands} must be refused, or understood as intended`,
          citations: [],
        },
        spoil,
        ambiguous ? async () => {} : asMeant(id),
        // A request without a meaning is judged only by whether the next one works.
        ambiguous ? undefined : 'updates',
        { together: together(id) },
      ),
    ),
  ];
}

/** First comes the spoilt create alone, or the spoilt update alone of what other rules update as well. */
async function check(
  lane: TestContext,
  resources: Resource[],
  spoil: Spoil,
  judge: OutcomeCheck,
  how: How,
): Promise<void> {
  for (const resource of resources) {
    const create = operationOf(resource, 'create');
    const update = operationOf(resource, 'update');
    const onCreate = (): Promise<void> => attempt(lane, { resource, operation: create, spoil, judge, how });
    const onUpdate = async (): Promise<void> =>
      attempt(lane, { resource, operation: update, spoil, judge, how, handle: await createResource(lane, resource) });
    const onShared = (): Promise<void> => attemptOnShared(lane, resource, spoil, judge, how);
    const attempts = how.phase === 'nearest' ? [onCreate] : how.phase === 'updates' ? [onShared] : [onCreate, onUpdate];
    for (const one of attempts) {
      try {
        await one();
      } catch (error) {
        if (!(error instanceof RuleViolation)) throw error;
        lane.reportViolation(error.violation);
      }
    }
  }
}

/** Spoils an update, by itself where it was misunderstood together with others. */
async function attemptOnShared(
  lane: TestContext,
  resource: Resource,
  spoil: Spoil,
  judge: OutcomeCheck,
  how: How,
): Promise<void> {
  const { together: others } = how;
  const key = `${others?.key} and others of ${resource.name}`;
  if (others && (await lane.fixture(key, (own) => isTakenAsMeant(own, resource, others.spoil))))
    return lane.recordCheck(operationOf(resource, 'update'));
  await updateShared(lane, resource, spoil, judge, how);
}

async function isTakenAsMeant(lane: TestContext, resource: Resource, spoil: Spoil): Promise<boolean> {
  let taken = false;
  const judge: OutcomeCheck = async (own, tried) => {
    taken = tried.outcome.kind === 'response' && (await misreading(own, tried)) === undefined;
  };
  await updateShared(lane, resource, spoil, judge, { phase: 'updates' });
  return taken;
}

/** A shared resource can be reused as long as its state is known. */
function updateShared(
  lane: TestContext,
  resource: Resource,
  spoil: Spoil,
  judge: OutcomeCheck,
  how: How,
): Promise<void> {
  return withSharedResourceForUpdates(lane, resource, async (handle) => {
    await attempt(lane, { resource, operation: operationOf(resource, 'update'), spoil, judge, how, handle });
    const { kind } = lane.steps.at(-1)!.outcome;
    return kind === 'response' || kind === 'refused' ? 'reuse' : 'discard';
  });
}

/** A spoilt request to one operation, and how its outcome is judged. `handle`: the resource that it updates. */
interface Attempt {
  resource: Resource;
  operation: string;
  spoil: Spoil;
  judge: OutcomeCheck;
  how: How;
  handle?: ResourceHandle;
}

/** Sends the spoilt request, judges it, and sees that a whole one still works, with the same names where a create was refused. */
async function attempt(lane: TestContext, { resource, operation, spoil, judge, how, handle }: Attempt): Promise<void> {
  const { phase, large } = how;
  // Asked before anything spoilt is sent, which may be what breaks it.
  const refusesAll = phase === 'malformed' && handle && (await refusalOf(lane, resource, 'update', 2));
  if (phase === 'malformed' && !handle) await expectCreates(lane, resource);
  const plain = (): JsonObject => configInput(resource, startingConfig(lane, resource));
  const sent = await resolveReferences(lane, operation, plain(), handle);
  const outcome = await sendSpoilt(lane, operation, sent, spoil);
  lane.recordCheck(operation);
  const spoilt = lane.steps.at(-1)!;
  const broken = (expected: string, actual: string, differences: Difference[] = []): RuleViolation => {
    const since = lane.steps.slice(lane.steps.indexOf(spoilt));
    const steps = [...(handle ? [handle.made] : []), ...since];
    return new RuleViolation({ operation, expected, actual, differences, steps });
  };
  if (outcome.kind === 'silent' && !large) {
    // Who answers nothing any more may have stopped for another reason.
    await lane.send(operationOf(resource, 'read'), addressOf(resource, handle?.id ?? 'NONE'));
    throw broken('an answer', outcome.reason);
  }
  const present = handle ?? ('ms' in outcome ? handleOf(resource, sent, outcome) : undefined);
  try {
    await judge(lane, { resource, operation, sent, outcome, handle });
  } finally {
    if (present && 'ms' in outcome) updated(present, sent, outcome);
    if (!handle && present) await remove(lane, present);
  }
  if (phase !== 'malformed') return;
  if (handle && !(await isVersionKnown(lane, handle, outcome))) return;
  const next = handle
    ? await lane.send(operation, await resolveReferences(lane, operation, sent, handle))
    : await sendCreate(lane, resource, present ? await resolveReferences(lane, operation, plain()) : sent);
  if (isFull(resource, next)) throw blockedBy(`${operation}: ${outcomeText(next)}`, lane.steps.at(-1)!, LEAVES);
  if (refusesAll) await expectWorks(lane, resource, 'update', { again: true });
  if (refused(next))
    throw broken(`a supported ${operation} to succeed after it`, outcomeText(next), [
      { ...refusal(operation, [], next), about: 'after a refused request' },
    ]);
  if (handle) updated(handle, sent, next);
  const made = handle ?? handleOf(resource, sent, next);
  if (made) await release(lane, made);
}

/**
 * Whether the version of a resource is known after a request whose answer may not show it. An unreadable answer does not say
 * whether the request was accepted, so that the version is read anew; where no read shows one, it is not known.
 */
async function isVersionKnown(lane: TestContext, handle: ResourceHandle, outcome: Tried['outcome']): Promise<boolean> {
  const { resource, id } = handle;
  if (outcome.kind !== 'unreadable' || etagIn(resource, outcome)) return true;
  const read = await lane.send(operationOf(resource, 'read'), addressOf(resource, id));
  const etag = etagIn(resource, read);
  handle.etag = etag || handle.etag;
  return etag !== undefined || refused(read);
}

async function sendSpoilt(
  lane: TestContext,
  operation: string,
  sent: JsonObject,
  spoil: Spoil,
): Promise<Tried['outcome']> {
  try {
    return await lane.send(operation, sent, spoil);
  } catch (error) {
    const last = lane.steps.at(-1)?.outcome;
    if (!(error instanceof SkipError) || last?.kind !== 'lost' || last.withheld) throw error;
    return { kind: last.reason.startsWith('no answer') ? 'silent' : 'closed', reason: last.reason };
  }
}

const notAccepted: OutcomeCheck = async (lane, { operation, outcome, handle }) => {
  if (!('ms' in outcome) || !accepted(outcome)) return;
  throw new RuleViolation({
    operation,
    expected: 'a client error (4xx)',
    actual: `the request was accepted (${outcomeText(outcome)})`,
    wanted: { success: false, refusal: 'any' },
    steps: [...(handle ? [handle.made] : []), ...lane.steps.slice(-1)],
  });
};

const harmless: OutcomeCheck = async (lane, { operation, outcome }) => {
  if (!('ms' in outcome) || outcome.kind !== 'response' || !JSON.stringify(outcome.output).includes(MARK)) return;
  throw new RuleViolation({
    operation,
    expected: 'the entity is not expanded',
    actual: `${MARK} stands in the answer`,
    steps: lane.steps.slice(-1),
  });
};

/** `id`: of the rule on this form. */
const asMeant =
  (id: string): OutcomeCheck =>
  async (lane, tried) => {
    const [spoilt] = lane.steps.slice(-1);
    const after = lane.sent;
    const actual = await misreading(lane, tried);
    tellForm(lane, id, tried, actual);
    if (actual === undefined) return;
    const { operation } = tried;
    throw new RuleViolation({
      operation,
      expected: 'the value that was sent, if the request is accepted',
      actual,
      steps: [spoilt!],
      after,
    });
  };

/** How the answer to what was accepted differs from what was meant, unless the same request in the plain form has that answer. */
async function misreading(
  lane: TestContext,
  { resource, operation, sent, outcome, handle }: Tried,
): Promise<string | undefined> {
  if (!('ms' in outcome) || outcome.kind !== 'response') return undefined;
  const shown = idShown(resource, outcome.output);
  if (handle && typeof shown === 'string' && shown !== handle.id)
    throw stepFailed(lane, `${operation} of ${handle.id} shows ${shown}`, lane.steps.slice(-1), {
      seenBy: ['lifecycle.every-transition', 'lifecycle.update.echoes'],
    });
  const config = configSent(resource, sent) as JsonObject;
  const got = configShown(resource, outcome.output) as JsonObject | undefined;
  if (!configDifference(lane.contract, { resource, config }, got)) return undefined;
  const origin = {
    resource,
    config,
    ...(operation === operationOf(resource, 'update') ? { past: [handle!.config] } : {}),
  };
  const trip = await plainTrip(lane, origin, 'answer');
  return configDifference(lane.contract, { resource, config }, got, asShown(trip, config))?.text;
}

/** Tells what the target makes of a form of which no page speaks. */
function tellForm(lane: TestContext, id: string, { operation, outcome }: Tried, misread: string | undefined): void {
  if (!('ms' in outcome)) return;
  const form = { operation, matter: [id], broken: false };
  if (outcome.kind === 'refused' && outcome.status < 500)
    lane.recordOpen({ ...form, did: 'refused', code: outcome.error.code });
  if (outcome.kind === 'response')
    lane.recordOpen({ ...form, did: 'accepted', shown: misread === undefined ? 'as meant' : 'otherwise' });
}

/** A server on loopback that notices connections. It answers, so that clients do not wait. */
async function listening(work: (url: string, visited: () => boolean) => Promise<void>): Promise<void> {
  let visits = 0;
  const server = createServer((_, response) => {
    visits++;
    response.writeHead(404, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => visits > 0);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
