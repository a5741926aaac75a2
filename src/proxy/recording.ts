import { idSent, resourceOf } from '../contracts/resource.ts';
import type { RecordedExchange } from '../core/cassette.ts';
import type { Contract } from '../core/contract.ts';

import { callOf, type Turn } from '../double/turn.ts';
import { createAnonymiser } from '../middleware/anonymiser.ts';
import { exchangesOf, hideAll } from '../middleware/exchanges.ts';
import { scrubber } from '../targets/secrets.ts';

/**
 * The calls of a conversation as a recording holds them: ids, versions, accounts and times have stand-ins, and nothing
 * says who signed them. Names that the client chose, such as those of origins, stay.
 */
export function recordedTurns(contract: Contract, turns: readonly Turn[]): RecordedExchange[] {
  const { store } = exchangesOf(contract);
  const clean = scrubber();
  const answered = turns.filter(({ done, parsed }) => done !== undefined && !('problem' in parsed));
  const started = answered[0]?.time.began ?? Date.now();
  const known = createAnonymiser(contract, started);
  for (const turn of answered) {
    known.learn(turn.done!);
    const { operation, input } = callOf(turn)!;
    const resource = resourceOf(contract, operation);
    const id = resource && idSent(resource, input);
    if (typeof id === 'string') known.standIn(id);
  }
  const order = ordered(answered);
  return answered.map((turn): RecordedExchange => {
    const { operation, input } = callOf(turn)!;
    const { exchange, ...fate } = turn.done!;
    const outcome = exchange ? { ...fate, exchange: { ...exchange, request: clean.request(exchange.request) } } : fate;
    const call = { operation, input: hideAll(input, known.hide) };
    const { began, took } = turn.time;
    return {
      ...store(call, outcome, true, known.hide),
      order: order.get(turn)!,
      time: [began + took - started, took],
    };
  });
}

/** The numbers of the events at which each was sent and answered, from 1. */
function ordered(turns: readonly Turn[]): Map<Turn, [sent: number, answered: number]> {
  const events = turns.flatMap((turn) => [
    { turn, at: turn.time.began, place: 0 },
    { turn, at: turn.time.began + turn.time.took, place: 1 },
  ]);
  events.sort((a, b) => a.at - b.at || a.turn.number - b.turn.number || a.place - b.place);
  const order = new Map<Turn, [number, number]>(turns.map((turn) => [turn, [0, 0]]));
  for (const [index, { turn, place }] of events.entries()) order.get(turn)![place] = index + 1;
  return order;
}
