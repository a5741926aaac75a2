import fc from 'fast-check';
import { idSent, resourceOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';

import { namesCause } from '../cause.ts';
import { type Disturbance, once } from '../disturbance.ts';
import { askedText, callOf, codeOf, succeeded, type Turn } from '../turn.ts';
import type { PropertyJudge } from './property.ts';

/** After somebody else changed a resource, it is read again before it is written to again, or the conflict is reported. */
export const rereads: PropertyJudge<unknown, unknown> = {
  name: 'after a stale ETag it reads again before it writes again',
  plan: once(fc.constant<Disturbance>({ kind: 'concurrent-change' })),
  faults: ({ transcript: { double, ending } }) => {
    if (ending.kind === 'hang') return [`it hangs: no end within ${ending.ms} ms`];
    const { turns, contract } = double;
    const conflict = turns.find((turn) => turn.disturbance && isStale(contract, turn));
    if (!conflict) return [];
    const place = placeOf(contract, conflict);
    const later = turns.filter((turn) => turn.number > conflict.number && placeOf(contract, turn) === place);
    const write = later.find((turn) => turn.request.method !== 'GET');
    if (!write) {
      return ending.kind === 'error' || namesCause(ending, [conflict])
        ? []
        : [`it swallows the conflict on ${askedText(conflict)}`];
    }
    const read = later.some((turn) => turn.number < write.number && turn.request.method === 'GET' && succeeded(turn));
    return read ? [] : [`it writes again without reading again: ${askedText(write)}`];
  },
};

function isStale(contract: Contract, turn: Turn): boolean {
  const resource = resourceOf(contract, turn.parsed.operation ?? '');
  return resource?.errors.staleIfMatch.includes(codeOf(turn) ?? '') ?? false;
}

/** The resource that a call is about. */
function placeOf(contract: Contract, turn: Turn): string {
  const call = callOf(turn);
  const resource = call && resourceOf(contract, call.operation);
  return resource ? `${resource.name} ${idSent(resource, call.input)}` : '';
}
