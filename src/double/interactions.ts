import type { Json, JsonObject } from '../core/json.ts';
import type { Double } from './double.ts';
import type { ResourceRegistry } from './resource-registry.ts';
import { askedText, toldText } from './turn.ts';

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
export function interactionsOf({ turns, registry }: Double, { ignore = [] }: RecordOptions = {}): Interactions {
  const symbols = symbolsOf(registry);
  const interactions = turns.map((turn): Interaction => {
    const input: Json = 'problem' in turn.parsed ? new TextDecoder().decode(turn.request.body) : turn.parsed.input;
    return {
      call: spoken(askedText(turn), symbols),
      input: symbolic(input, symbols, ignore),
      answer: toldText(turn),
    };
  });
  return { format: 1, interactions };
}

/** A symbol for each value that the service gave, numbered in the order in which it spoke of the things. */
function symbolsOf(registry: ResourceRegistry): Map<string, string> {
  const symbols = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { resource, id, names, etags } of registry.values()) {
    const count = (counts.get(resource.name) ?? 0) + 1;
    counts.set(resource.name, count);
    const own = `${resource.name} ${count}`;
    for (const name of names) symbols.set(name, `{${own} name}`);
    etags.forEach((etag, index) => {
      symbols.set(etag, `{${own} version ${index + 1}}`);
    });
    symbols.set(id, `{${own}}`);
  }
  return symbols;
}

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
