import type { RecordedExchange } from '../core/cassette.ts';
import type { Contract } from '../core/contract.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import type { Anonymiser } from './anonymiser.ts';
import { exchangesOf, hideAll, translated } from './exchanges.ts';

/** What is known of a recording besides its exchanges. */
export interface RecordingInfo {
  wire: boolean;
  exchanges: readonly RecordedExchange[];
}

/** Why a call has no answer from a recording. */
export const NOT_HELD = 'it is not in the recording';

/**
 * Writes down every exchange as it is answered. What is told of an exchange is what the recording will tell of it, so
 * that a run from the recording sees just what the recorded run saw.
 */
export function recording(
  contract: Contract,
  target: Target,
  symbols: Anonymiser,
  write: (exchange: RecordedExchange) => void,
): Target {
  const { store, read } = exchangesOf(contract);
  const begun = performance.now();
  let events = 0;
  let latest = 0;
  return {
    ...target,
    // What order calls come in is no longer ours to choose when they come from the recording.
    inProcess: false,
    tape: { virtual: false, now: () => latest, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    async call(call) {
      symbols.sent(call.input);
      const { wire } = call;
      const real: Call = { operation: call.operation, input: hideAll(call.input, symbols.reveal) };
      if (wire) real.wire = (request) => translated(wire(translated(request, symbols.swap)), symbols.reveal);
      const sent = ++events;
      const outcome = await target.call(real);
      symbols.learn(outcome);
      latest = Math.round(performance.now() - begun);
      const exchange: RecordedExchange = {
        ...store(call, outcome, target.wire, symbols.hide),
        order: [sent, ++events],
        time: [latest, Math.round(outcome.ms * 10) / 10],
      };
      write(exchange);
      return read(exchange);
    },
  };
}

interface Waiting {
  exchange: RecordedExchange;
  answer(outcome: Outcome): void;
}

/**
 * Answers from a recording, in the order in which it was answered then and by the time that it had then. A call that the
 * recording does not hold is `lost` and withheld. A read is answered as it was last when it comes more often than then.
 */
export function replaying(contract: Contract, name: string, { wire, exchanges }: RecordingInfo): Target {
  const { keyOf, keyOfStored, read } = exchangesOf(contract);
  const places = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const key = keyOfStored(exchange);
    const held = places.get(key);
    if (held) held.push(exchange);
    else places.set(key, [exchange]);
  }
  const used = new Set<RecordedExchange>();
  const latest = new Map<string, RecordedExchange>();
  let waiting: Waiting[] = [];
  let now = 0;
  /** Number of the event up to which the recording is past: the sending of the write that was answered last. */
  let past = 0;

  const find = (key: string, isRead: boolean): RecordedExchange | undefined => {
    const unused = (places.get(key) ?? []).filter((exchange) => !used.has(exchange));
    const found = unused.find(({ order: [, answered] }) => answered > past) ?? unused[0];
    if (!found) return isRead ? latest.get(key) : undefined;
    used.add(found);
    latest.set(key, found);
    if (!isRead) past = Math.max(past, found.order[0]);
    return found;
  };

  /** Gives the answer that came first then, and those that came with it before anything else was sent. */
  const deliver = (): void => {
    waiting.sort((a, b) => a.exchange.order[1] - b.exchange.order[1]);
    let after: number | undefined;
    while (waiting.length > 0 && (after === undefined || waiting[0]!.exchange.order[1] === after + 1)) {
      const { exchange, answer } = waiting.shift()!;
      [, after] = exchange.order;
      [now] = exchange.time;
      answer(read(exchange));
    }
    if (waiting.length > 0) setImmediate(deliver);
  };

  return {
    name,
    wire,
    tape: {
      virtual: true,
      now: () => now,
      async wait(ms) {
        now += ms;
      },
    },
    call(call) {
      const exchange = find(keyOf(call), contract.operations[call.operation]!.method === 'GET');
      if (!exchange) return Promise.resolve({ kind: 'lost', withheld: true, reason: NOT_HELD, ms: 0 });
      return new Promise((answer) => {
        if (waiting.length === 0) setImmediate(deliver);
        waiting.push({ exchange, answer });
      });
    },
    async close() {
      waiting = [];
    },
  };
}
