import fc, { type Scheduler } from 'fast-check';
import { addressOf, configInput, configSent, configShown, etagMember, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation, type Step, type TestContext } from '../../core/test-context.ts';
import { type Completed, linearization } from '../../model/linearizability.ts';
import { type RegisterCall, register } from '../../model/register.ts';
import { otherConfigs } from '../configs.ts';
import { accepted, outcomeText, refused } from '../expect.ts';
import { foundElsewhere } from '../hindered.ts';
import { forAll } from '../property.ts';
import { bareEtag, etagIn, remove, sameEtag } from '../resource-handle.ts';
import { configDifference, type ExpectedConfig } from './config-difference.ts';
import { interleave } from './interleave.ts';
import { type LifecycleRule, lifecycleRule } from './lifecycle-rule.ts';
import { asShown, plainTrip } from './plain-trip.ts';
import { call, created, type TrackedResource } from './tracked-resource.ts';
import { expectDeletes, expectWorks } from './works.ts';

const CLIENTS = 3;
const CALLS = 3;
const RUNS = { inProcess: 15, elsewhere: 6 };

type Verb = 'read' | 'update' | 'delete';

/** What a few clients do at once on one resource, an update always with the ETag that the client saw last. */
interface Play {
  scripts: Verb[][];
  scheduler: Scheduler;
}

interface Recorded {
  from: number;
  to: number;
  verb: Verb;
  step: Step;
  /** The ETag that a write named. */
  over: string;
}

/** Which configuration it is; the same for those that the target shows alike. */
type KeyOf = (config: JsonObject | undefined) => string;

/**
 * Calls at once on one resource have answers that they could have had one at a time. For writes that follows from what
 * If-Match does; that reads fit in between is promised nowhere.
 */
export function linearizableRules(contract: Contract): ActiveRule[] {
  return [
    linearizable(contract, {
      id: 'lifecycle.concurrency.linearizable',
      evidence: 'documented',
      demands: 'concurrent updates and deletes must be linearizable',
      on: ['update', 'delete'],
      needs: ['read'],
      counts: ['update', 'delete'],
    }),
    linearizable(contract, {
      id: 'lifecycle.concurrency.linearizable-reads',
      evidence: 'inferred',
      demands: 'concurrent reads, updates and deletes must be linearizable',
      on: ['update', 'read', 'delete'],
      counts: ['update', 'read', 'delete'],
    }),
  ];
}

/** `counts`: the calls whose answers an order must explain. */
function linearizable(
  contract: Contract,
  { counts, ...rule }: Omit<LifecycleRule, 'check'> & { counts: Verb[] },
): ActiveRule {
  return lifecycleRule(contract, {
    ...rule,
    phases: ['concurrency'],
    errors: ({ staleIfMatch }) => staleIfMatch,
    async check(lane, resource) {
      const verb = fc.constantFrom<Verb[]>('update', 'update', 'update', 'read', 'read', 'delete');
      const script = fc.array(verb, { minLength: 1, maxLength: CALLS });
      const plays: fc.Arbitrary<Play> = fc.record({
        scripts: fc.array(script, { minLength: 2, maxLength: CLIENTS }),
        scheduler: fc.scheduler(),
      });
      await forAll(
        lane,
        plays,
        async (play) => {
          const tracked = await created(lane, resource);
          const { history: whole, configs } = await perform(lane, tracked, play);
          const history = whole.filter(({ verb }) => counts.includes(verb));
          if (!isExplained(lane, tracked, history, asSent(lane, tracked, configs))) {
            const after = lane.sent;
            await expectWrites(lane, tracked, history);
            const keyOf = counts.includes('read')
              ? await asRead(lane, tracked, configs)
              : asSent(lane, tracked, configs);
            if (!isExplained(lane, tracked, history, keyOf)) throw broken(tracked, history, after);
          }
          for (const { step } of history) lane.recordCheck(step.call.operation);
          await remove(lane, tracked.handle);
        },
        { runs: lane.inProcess ? RUNS.inProcess : RUNS.elsewhere },
      );
    },
  });
}

async function perform(
  lane: TestContext,
  tracked: TrackedResource,
  { scripts, scheduler }: Play,
): Promise<{ history: Recorded[]; configs: JsonObject[] }> {
  const { handle } = tracked;
  const { resource } = handle;
  const configs = await otherConfigs(lane, handle, scripts.flat().filter((verb) => verb === 'update').length);
  const unused = [...configs];
  const history: Recorded[] = [];
  let clock = 0;
  await interleave(
    lane,
    scheduler,
    scripts.map((script) => async (turn) => {
      let etag = handle.etag;
      for (const verb of script) {
        const from = clock++;
        const input = {
          ...addressOf(handle.resource, handle.id),
          ...(verb === 'read' ? {} : { [etagMember(resource)]: etag }),
          ...(verb === 'update' ? configInput(resource, unused.pop()!) : {}),
        };
        const step = await turn(() => call(lane, operationOf(resource, verb), input));
        const to = clock++;
        history.push({ from, to, step, verb, over: bareEtag(etag) });
        etag = etagIn(resource, step.outcome) || etag;
      }
    }),
  );
  return { history, configs };
}

/** Whether some order of the calls explains their answers. */
function isExplained(
  lane: TestContext,
  { handle }: TrackedResource,
  history: readonly Recorded[],
  keyOf: KeyOf,
): boolean {
  const calls = history.flatMap((one): Completed<RegisterCall>[] => {
    const operation = registerCall(lane, handle, one, keyOf);
    return operation ? [{ from: one.from, to: one.to, operation }] : [];
  });
  const start = register({ etag: bareEtag(handle.etag), value: keyOf(handle.config) });
  return linearization(calls, start) !== undefined;
}

/** What an answer says of the register; undefined where it says nothing. */
function registerCall(
  lane: TestContext,
  { resource }: ResourceHandle,
  {
    verb,
    step: {
      call: { input },
      outcome,
    },
    over,
  }: Recorded,
  keyOf: KeyOf,
): RegisterCall | undefined {
  // Reads of a target that is not near may be late, and then say nothing of the order of writes.
  if (verb === 'read' && lane.timing.settleReads > 0) return undefined;
  if (outcome.kind === 'refused')
    return outcome.error.code === resource.errors.notFound ? { kind: 'missing' } : undefined;
  if (!accepted(outcome)) return undefined;
  if (verb === 'delete') return { kind: 'delete', over };
  const answered = etagIn(resource, outcome);
  if (answered === undefined || answered === '' || (verb === 'read' && outcome.kind !== 'response')) return undefined;
  const etag = bareEtag(answered);
  const output = outcome.kind === 'response' ? outcome.output : {};
  const config = verb === 'read' ? configShown(resource, output) : configSent(resource, input);
  const value = keyOf(config as JsonObject | undefined);
  return verb === 'read' ? { kind: 'read', etag, value } : { kind: 'write', over, etag, value };
}

const knownConfigs = ({ handle }: TrackedResource, configs: JsonObject[]): JsonObject[] => [
  configSent(handle.resource, handle.made.call.input) as JsonObject,
  ...configs,
];

/** By the configurations as they were sent. */
function asSent(lane: TestContext, tracked: TrackedResource, configs: JsonObject[]): KeyOf {
  const known = knownConfigs(tracked, configs);
  return (config) => {
    const place = known.findIndex((one) => isSame(lane, tracked.handle, { config: one, ignored: [] }, config));
    return place >= 0 ? String(place) : JSON.stringify(config ?? null);
  };
}

/**
 * By the forms in which the target shows the configurations where nothing else happens. Throws SkipError where reads then
 * do not even show the ETag of the write.
 */
async function asRead(lane: TestContext, tracked: TrackedResource, configs: JsonObject[]): Promise<KeyOf> {
  const { handle } = tracked;
  const { resource } = handle;
  const [initial, ...others] = knownConfigs(tracked, configs) as [JsonObject, ...JsonObject[]];
  const forms: { config: JsonObject; shown: ExpectedConfig }[] = [];
  for (const config of [initial, ...others]) {
    const trip = await plainTrip(lane, { resource, config }, 'read');
    if (!sameEtag(String(trip.etag), trip.handle.etag))
      throw foundElsewhere(
        `${operationOf(resource, 'read')} does not show the ETag of the latest write`,
        operationOf(resource, 'read'),
        ['lifecycle.etag.agrees', 'answer.etag'],
      );
    forms.push({ config, shown: asShown(trip, config) });
  }
  for (const { config, shown } of forms.slice(1)) {
    const trip = await plainTrip(lane, { resource, config, past: [initial] }, 'read');
    if (!isSame(lane, handle, shown, asShown(trip, config).config))
      throw foundElsewhere(
        `${operationOf(resource, 'update')} does not replace the whole configuration`,
        operationOf(resource, 'update'),
        ['lifecycle.update.echoes', 'lifecycle.update.replaces', 'lifecycle.read.after-update'],
      );
  }
  const sent = asSent(lane, tracked, configs);
  return (config) => {
    const own = forms.find((form) => form.config === config)?.shown.config ?? config;
    const place = forms.findIndex(({ shown }) => isSame(lane, handle, shown, own));
    return place >= 0 ? String(place) : sent(config);
  };
}

const isSame = (
  { contract }: TestContext,
  handle: ResourceHandle,
  expected: ExpectedConfig,
  config: JsonObject | undefined,
): boolean => configDifference(contract, handle, config, expected) === undefined;

/** Throws SkipError where writes do not even work one at a time. */
async function expectWrites(
  lane: TestContext,
  { handle: { resource } }: TrackedResource,
  history: readonly Recorded[],
): Promise<void> {
  if (history.some(({ verb, step }) => verb === 'delete' && step.outcome.kind === 'response'))
    await expectDeletes(lane, resource);
  for (const { verb, step } of history)
    if (verb !== 'read' && refused(step.outcome))
      await expectWorks(lane, resource, verb, { answer: step.outcome, again: true });
}

function broken({ handle }: TrackedResource, history: Recorded[], after: number): RuleViolation {
  const calls = [...history].sort((a, b) => a.from - b.from);
  const { operation } = calls.at(-1)!.step.call;
  return new RuleViolation({
    operation,
    expected: 'answers that some order of the calls explains',
    actual: calls
      .map(({ step, from, to }) => `${step.call.operation} (${from} to ${to}) ${outcomeText(step.outcome)}`)
      .join(', '),
    steps: [handle.made, ...calls.map(({ step }) => step)],
    after,
  });
}
