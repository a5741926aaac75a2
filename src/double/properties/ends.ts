import { namesCause } from '../cause.ts';
import type { Transcript } from '../converse.ts';
import { hinders, obstacles } from '../disturbance.ts';
import { askedText, succeeded, type Turn, toldText } from '../turn.ts';
import type { PropertyJudge, PropertyRun } from './property.ts';

/** It ends in success or in an error that names the cause: it never hangs, swallows an error or minds what is harmless. */
export const ends: PropertyJudge<unknown, unknown> = {
  name: 'it ends in success or in an error that names the cause',
  plan: obstacles(),
  faults: async (judged) => {
    const { ending, double } = judged.transcript;
    if (ending.kind === 'hang') return [`it hangs: no end within ${ending.ms} ms`];
    const failures = double.turns.filter((turn) => hinders(turn.disturbance) && !succeeded(turn));
    if (ending.kind === 'success') return swallowed(judged.transcript, failures);
    if (!(ending.error instanceof Error)) return ['it throws what is no Error'];
    if (failures.length > 0 && !namesCause(ending, double.turns)) {
      return [`its error does not name the cause: ${toldText(failures.at(-1)!)}`];
    }
    return failures.length === 0 ? minded(judged) : [];
  },
};

/** Failures that nothing made good again and that the result does not tell of. */
function swallowed({ double, ending }: Transcript, failures: Turn[]): string[] {
  const open = failures.filter((failure) => !double.turns.some((later) => madeGood(failure, later)));
  if (open.length === 0 || namesCause(ending, open)) return [];
  return open.slice(-1).map((turn) => `it swallows an error: ${askedText(turn)} ended with ${toldText(turn)}`);
}

/** The same operation again, and this time the service itself answered; where no answer came, any later look at the same place. */
function madeGood(failure: Turn, later: Turn): boolean {
  if (later.number <= failure.number) return false;
  if (!hinders(later.disturbance) && askedText(later) === askedText(failure)) return true;
  return failure.told?.kind === 'lost' && (succeeded(later) || later.request.path === failure.request.path);
}

/** A failure with nothing but harmless answers, where it succeeds without them. */
async function minded({ transcript, again }: PropertyRun): Promise<string[]> {
  const disturbed = transcript.double.turns.find(({ disturbance }) => disturbance);
  if (!disturbed || (await again()).ending.kind !== 'success') return [];
  return [`it fails on an answer that differs harmlessly: ${toldText(disturbed)}`];
}
