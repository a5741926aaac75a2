import type { JsonObject } from '../../core/json.ts';
import type { Context } from '../context.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { entriesOf } from './collection.ts';

type Refused = { refusal: Refusal } | undefined;

/** Refuses a configuration that lacks one of the members. */
export function needs({ behaviour }: Context, config: JsonObject, ...members: string[]): Refused {
  const lacking = members.find((member) => config[member] === undefined);
  return lacking === undefined ? undefined : refuse(behaviour.malformedCode, `${lacking} is missing.`);
}

/** Refuses a text that is not one of the known ones. */
export function oneOf({ behaviour }: Context, config: JsonObject, member: string, values: string[]): Refused {
  return values.includes(String(config[member]))
    ? undefined
    : refuse(behaviour.malformedCode, `${member} is one of ${values.join(', ')}.`);
}

/** Refuses a text with more characters. */
export function atMost(config: JsonObject, member: string, characters: number): Refused {
  return [...String(config[member] ?? '')].length > characters
    ? refuse('InvalidArgument', `${member} has at most ${characters} characters.`)
    : undefined;
}

/** Refuses a value that another thing of the kind has already. */
export function taken(
  context: Context,
  kind: string,
  config: JsonObject,
  before: StoredResource | undefined,
  member: string,
): Refused {
  for (const other of entriesOf(context, { name: kind }).values()) {
    if (other.id !== before?.id && other.config[member] === config[member])
      return refuse(`${kind}AlreadyExists`, `Another one has this ${member}.`);
  }
  return undefined;
}
