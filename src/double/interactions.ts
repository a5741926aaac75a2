import type { Contract } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { at, namesOf } from './book.ts';
import type { Double } from './double.ts';
import { askedText, type Turn, toldText } from './turn.ts';

/** One request and its answer, so that people can read it. */
export interface Interaction {
  /** The operation; method and path of what is none. */
  call: string;
  /** What was asked, with symbols where a value came from an earlier answer; the bare body of what is no call. */
  input: Json;
  /** `201`, `412 PreconditionFailed`. */
  answer: string;
}

/** A conversation as a record to keep. */
export interface Interactions {
  format: 1;
  interactions: Interaction[];
}

export interface RecordOptions {
  /** Members whose values differ from run to run, by name; each is recorded as `{any}`. */
  ignore?: readonly string[];
}

/** The conversation of a double so far, with symbols in the place of ids, ETags and names that the service gave. */
export function interactionsOf({ turns, contract }: Double, { ignore = [] }: RecordOptions = {}): Interactions {
  const symbols = new Map<string, string>();
  const interactions = turns.map((turn): Interaction => {
    const input: Json = 'problem' in turn.heard ? new TextDecoder().decode(turn.request.body) : turn.heard.input;
    const interaction = {
      call: spoken(askedText(turn), symbols),
      input: symbolic(input, symbols, ignore),
      answer: toldText(turn),
    };
    learn(contract, turn, symbols);
    return interaction;
  });
  return { format: 1, interactions };
}

/** Gives a symbol to each value that an answer told for the first time. */
function learn(contract: Contract, { heard, told }: Turn, symbols: Map<string, string>): void {
  if ('problem' in heard || told?.kind !== 'response') return;
  for (const resource of Object.values(contract.resources)) {
    const read = resource.operations.readConfig === heard.operation;
    const id = read ? heard.input[resource.id.input] : at(told.output, resource.id.output);
    if (typeof id !== 'string') continue;
    const own = symbols.get(id) ?? `{${resource.name} ${1 + count(symbols, `{${resource.name} `)}}`;
    symbols.set(id, own);
    const etag = told.output[resource.etag.output];
    const version = `${own.slice(0, -1)} version `;
    if (typeof etag === 'string' && !symbols.has(etag)) symbols.set(etag, `${version}${1 + count(symbols, version)}}`);
    for (const name of namesOf(contract, resource, told.output)) {
      if (!symbols.has(name)) symbols.set(name, `${own.slice(0, -1)} name}`);
    }
  }
}

/** How many symbols begin like this; of a resource, only the ids count. */
const count = (symbols: Map<string, string>, start: string): number =>
  [...symbols.values()].filter((symbol) => symbol.startsWith(start) && /^\d+\}$/.test(symbol.slice(start.length)))
    .length;

function symbolic(value: Json, symbols: Map<string, string>, ignore: readonly string[]): Json {
  if (typeof value === 'string') return spoken(value, symbols);
  if (Array.isArray(value)) return value.map((item) => symbolic(item, symbols, ignore));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([member, inner]) => [
      member,
      ignore.includes(member) ? '{any}' : symbolic(inner ?? null, symbols, ignore),
    ]),
  );
}

function spoken(text: string, symbols: Map<string, string>): string {
  let result = text;
  for (const [value, symbol] of symbols) if (value !== '') result = result.replaceAll(value, symbol);
  return result;
}
