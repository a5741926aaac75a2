import fc, { type Scheduler } from 'fast-check';
import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { Broken, type Lane, type Step } from '../../core/lane.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { type Completed, linearization } from '../../model/linearizability.ts';
import { type RegisterCall, register } from '../../model/register.ts';
import { at } from '../../schema/places.ts';
import { otherConfigs } from '../configs.ts';
import { outcomeText } from '../expect.ts';
import { bareEtag, release } from '../held.ts';
import { forAll } from '../property.ts';
import { configDifference } from './judge.ts';
import { type LifecycleRule, lifecycleRule } from './lifecycle-rule.ts';
import { addressOf, call, created, type Subject } from './subject.ts';
import { together } from './together.ts';

const CLIENTS = 3;
const CALLS = 3;
const RUNS = { inProcess: 15, elsewhere: 6 };

type Verb = 'read' | 'update' | 'delete';

/** What a few clients do at once on one resource, an update always with the ETag that the client saw last. */
interface Play {
  scripts: Verb[][];
  scheduler: Scheduler;
}

interface Recorded extends Completed<RegisterCall> {
  verb: Verb;
  step: Step;
}

/**
 * Calls at once on one resource have answers that they could have had one at a time. For writes that follows from what
 * If-Match does; that reads fit in between is promised nowhere.
 */
export function linearizableRules(contract: Contract): ActiveRule[] {
  return [
    linearizable(contract, {
      id: 'lifecycle.concurrency.linearizable',
      evidence: 'documented',
      demands: 'updates and deletes at once have answers that some order of them explains',
      on: ['update', 'delete'],
      needs: ['read'],
      counts: ['update', 'delete'],
    }),
    linearizable(contract, {
      id: 'lifecycle.concurrency.linearizable-reads',
      evidence: 'inferred',
      demands: 'reads, updates and deletes at once have answers that some order of them explains',
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
          const subject = await created(lane, resource);
          const { history: whole, configs } = await perform(lane, subject, play);
          const history = whole.filter(({ verb }) => counts.includes(verb));
          for (const { step } of history) lane.judged(step.call.operation);
          const etag = bareEtag(subject.held.etag);
          const order = linearization(
            history,
            register({ etag, value: configKey(lane, subject, configs, subject.held.config) }),
          );
          if (!order) throw broken(subject, history);
          await release(lane, subject.held);
        },
        { runs: lane.inProcess ? RUNS.inProcess : RUNS.elsewhere },
      );
    },
  });
}

async function perform(
  lane: Lane,
  subject: Subject,
  { scripts, scheduler }: Play,
): Promise<{ history: Recorded[]; configs: JsonObject[] }> {
  const { held } = subject;
  const { resource } = held;
  const configs = await otherConfigs(lane, held, scripts.flat().filter((verb) => verb === 'update').length);
  const unused = [...configs];
  const history: Recorded[] = [];
  let clock = 0;
  await together(
    lane,
    scheduler,
    scripts.map((script) => async (turn) => {
      let etag = held.etag;
      for (const verb of script) {
        const from = clock++;
        const input = {
          ...addressOf(held),
          ...(verb === 'read' ? {} : { [resource.etag.input]: etag }),
          ...(verb === 'update' ? { [resource.config.input]: unused.pop()! } : {}),
        };
        const step = await turn(() => call(lane, resource.operations[verb], input));
        const to = clock++;
        const operation = registerCall(lane, subject, configs, verb, step, bareEtag(etag));
        if (operation) history.push({ from, to, operation, step, verb });
        const seen = step.outcome.kind === 'response' ? step.outcome.output[resource.etag.output] : undefined;
        if (typeof seen === 'string' && seen !== '') etag = seen;
      }
    }),
  );
  return { history, configs };
}

/** What an answer says of the register; undefined where it says nothing. */
function registerCall(
  lane: Lane,
  subject: Subject,
  configs: JsonObject[],
  verb: Verb,
  { call: { input }, outcome }: Step,
  over: string,
): RegisterCall | undefined {
  const { resource } = subject.held;
  // Reads of a target that is not near may be late, and then say nothing of the order of writes.
  if (verb === 'read' && lane.settleReads > 0) return undefined;
  if (outcome.kind === 'refused')
    return outcome.error.code === resource.errors.notFound ? { kind: 'missing' } : undefined;
  if (outcome.kind !== 'response') return undefined;
  if (verb === 'delete') return { kind: 'delete', over };
  const answered = outcome.output[resource.etag.output];
  if (typeof answered !== 'string' || answered === '') return undefined;
  const etag = bareEtag(answered);
  const config = verb === 'read' ? at(outcome.output, resource.config.output) : input[resource.config.input];
  const value = configKey(lane, subject, configs, config as JsonObject | undefined);
  return verb === 'read' ? { kind: 'read', etag, value } : { kind: 'write', over, etag, value };
}

/** Which of the configurations it is that were sent. */
function configKey(lane: Lane, { held }: Subject, configs: JsonObject[], config: JsonObject | undefined): string {
  const known = [held.made.call.input[held.resource.config.input] as JsonObject, ...configs];
  const place = known.findIndex(
    (one) => configDifference(lane.contract, { ...held, config: one }, config) === undefined,
  );
  return place >= 0 ? String(place) : JSON.stringify(config ?? null);
}

function broken({ held }: Subject, history: Recorded[]): Broken {
  const calls = [...history].sort((a, b) => a.from - b.from);
  const { operation } = calls.at(-1)!.step.call;
  return new Broken({
    operation,
    expected: 'answers that some order of the calls explains',
    actual: calls
      .map(({ step, from, to }) => `${step.call.operation} (${from} to ${to}) ${outcomeText(step.outcome)}`)
      .join(', '),
    steps: [held.made, ...calls.map(({ step }) => step)],
  });
}
