import { SkipError, type Step, type TestContext } from '../core/test-context.ts';
import { outcomeText } from '../rules/expect.ts';
import { meanings } from '../rules/sequence/known.ts';
import { ANSWERS, type SequenceViolation } from '../rules/sequence/violation.ts';
import { createWatcher } from '../rules/sequence/watch.ts';

/** What a rule on sequences says of the last call. */
export interface SequenceVerdict {
  verdict: 'STILL FAILS' | 'FIXED' | 'CANNOT TELL';
  reason: string;
  deviation?: SequenceViolation;
}

/** Judges calls that were made again by a rule on sequences. A read or a listing that may be late is made once more. */
export async function judgeSequence(lane: TestContext, rule: string, steps: readonly Step[]): Promise<SequenceVerdict> {
  const first = judged(lane, rule, steps);
  const last = steps.at(-1)!;
  const wait = waitFor(lane, last);
  if (first.verdict !== 'STILL FAILS' || wait === 0 || last.call.changed) return first;
  await lane.timing.clock.wait(wait);
  try {
    const { call } = last;
    const outcome = await lane.send(call.operation, call.input);
    return judged(lane, rule, [...steps.slice(0, -1), { call, outcome }]);
  } catch (error) {
    if (error instanceof SkipError) return first;
    throw error;
  }
}

function judged(lane: TestContext, rule: string, steps: readonly Step[]): SequenceVerdict {
  const watcher = createWatcher(lane.contract, lane.classify);
  const shown = steps.map((step) => watcher.take(step)).at(-1)!;
  const now = outcomeText(steps.at(-1)!.outcome);
  const deviation = shown.broken.find((one) => one.rule === rule);
  if (deviation) return { verdict: 'STILL FAILS', reason: deviation.actual, deviation };
  if (shown.held.includes(rule)) return { verdict: 'FIXED', reason: 'the rule holds' };
  if (rule === ANSWERS) return { verdict: 'FIXED', reason: `answered: ${now}` };
  return { verdict: 'CANNOT TELL', reason: `the rule says nothing of ${now}` };
}

function waitFor(lane: TestContext, { call }: Step): number {
  const verb = meanings(lane.contract).get(call.operation)?.verb;
  return verb === 'list' ? lane.timing.settle : verb === 'read' || verb === 'readConfig' ? lane.timing.settleReads : 0;
}
