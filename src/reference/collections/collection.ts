import type { JsonObject } from '../../core/json.ts';
import type { Naming } from '../behaviour.ts';
import type { Context } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import type { Entry } from '../state.ts';

/** A kind of thing that is kept without any say in what viewers get: each is a configuration with an id and versions. */
export interface Collection {
  /** Also the start of its configuration's name and the end of its operations' names. */
  name: string;
  plural: string;
  notFound: string;
  /** The form of its ids. */
  kind: Naming['kind'];
  /** The member of its body that holds a time, and which. */
  time?: { member: string; of: 'creation' | 'change' };
  /** What is wrong with a configuration. `before`: what an update replaces. */
  check(context: Context, config: JsonObject, before: Entry | undefined): { refusal: Refusal } | undefined;
  /** Why it can't be deleted. */
  keeps?(context: Context, entry: Entry): { refusal: Refusal } | undefined;
  /** An item of a listing. `body`: as a read shows it. */
  item(body: JsonObject, config: JsonObject): JsonObject;
  /** Members of a listing besides those that every listing has. */
  listing?(input: JsonObject, next: string | undefined): JsonObject;
}

/** The things of one kind that there are. */
export function entriesOf({ state }: Context, { name }: Pick<Collection, 'name'>): Map<string, Entry> {
  let entries = state.collections.get(name);
  if (!entries) state.collections.set(name, (entries = new Map()));
  return entries;
}
