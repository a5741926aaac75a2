import { resourceOf, verbOf } from '../../contracts/resource.ts';
import { namesCause } from '../cause.ts';
import { once, refusals } from '../disturbance.ts';
import type { Double } from '../double.ts';
import { addressed, tiedTo } from '../resource-registry.ts';
import { askedText, callOf, type Turn, toldText } from '../turn.ts';
import type { PropertyJudge } from './property.ts';

/** Requests until which a conversation is made to fail. */
const LATEST = 16;

/** Where it fails half way, it takes back what it made: one of its writes is refused. With `leaveNothing` also where it succeeds. */
export const leavesNothing: PropertyJudge<unknown, unknown> = {
  name: 'it leaves nothing behind when it fails half way',
  plan: once(refusals, { latest: LATEST, writes: true }),
  faults: ({ transcript: { double, ending } }, { leaveNothing }) => {
    if (ending.kind === 'hang') return [`it hangs: no end within ${ending.ms} ms`];
    const refused = double.turns.find(({ disturbance }) => disturbance);
    const failed = ending.kind === 'error' || (refused && namesCause(ending, [refused]));
    if (!failed && !leaveNothing) return [];
    const stuck = refused ? stuckBy(double, refused) : [];
    const when = failed && refused ? ` after ${askedText(refused)} ended with ${toldText(refused)}` : '';
    const left = double.report().left.filter(({ id }) => !stuck.includes(id));
    return left.map(({ resource, id }) => `it leaves ${resource} ${id} behind${when}`);
  },
};

/** Ids of what a refused write keeps where it is: what it was for, and what is tied to that. Once it deletes, it is cleaning up already. */
function stuckBy({ contract, registry, turns }: Double, refused: Turn): string[] {
  const call = callOf(refused);
  if (!call || refused.request.method === 'GET') return [];
  const deletes = ({ parsed }: Turn): boolean =>
    parsed.operation !== undefined && verbOf(resourceOf(contract, parsed.operation), parsed.operation) === 'delete';
  if (turns.some((turn) => turn.number <= refused.number && deletes(turn)))
    return [...registry.values()].map(({ id }) => id);
  const [known] = addressed(contract, registry, call.operation, call.input);
  return known ? [...tiedTo(registry, known)].map(({ id }) => id) : [];
}
