import fc from 'fast-check';
import type { Contract } from '../../core/contract.ts';
import { FOREVER, once, refusals, throttling } from '../disturbance.ts';
import { etagsOf } from '../resource-registry.ts';
import { askedText, callOf, succeeded, type Turn, toldText } from '../turn.ts';
import type { PropertyJudge } from './property.ts';

/** What is throttled is asked again; what is refused for good is not. */
export const retries: PropertyJudge<unknown, unknown> = {
  name: 'it retries what is retryable and nothing else',
  plan: fc.oneof(once(throttling), once(refusals, { times: FOREVER })),
  faults: ({ transcript: { double, ending } }) => {
    if (ending.kind === 'hang') return [`it hangs: no end within ${ending.ms} ms`];
    const { turns, contract } = double;
    const disturbed = turns.find(({ disturbance }) => disturbance);
    if (!disturbed) return [];
    const later = turns.filter(({ number }) => number > disturbed.number);
    const what = `${askedText(disturbed)} after ${toldText(disturbed)}`;
    if (disturbed.disturbance?.kind === 'throttling') {
      return later.some((turn) => sameCall(turn, disturbed)) ? [] : [`it does not retry ${what}`];
    }
    // A wrapper that created a resource may have to read once more to delete it.
    const most = disturbed.request.method === 'GET' && madeSomething(turns, disturbed) ? 1 : 0;
    const same = later.filter((turn) => sameRequest(contract, turn, disturbed));
    return same.length > most ? [`it retries ${what}`] : [];
  },
};

const madeSomething = (turns: readonly Turn[], before: Turn): boolean =>
  turns.some((turn) => turn.number < before.number && turn.request.method !== 'GET' && succeeded(turn));

const sameCall = (a: Turn, b: Turn): boolean =>
  a.request.method === b.request.method && a.request.path.split('?')[0] === b.request.path.split('?')[0];

function sameRequest(contract: Contract, a: Turn, b: Turn): boolean {
  const [etagA, etagB] = [a, b].map((turn) => {
    const call = callOf(turn);
    return call ? etagsOf(contract, call.operation, call.input).join() : '';
  });
  return (
    a.request.method === b.request.method &&
    a.request.path === b.request.path &&
    etagA === etagB &&
    Buffer.compare(Buffer.from(a.request.body), Buffer.from(b.request.body)) === 0
  );
}
