import type { JsonObject } from '../../core/json.ts';
import type { Naming } from '../behaviour.ts';
import type { Context } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { type Managed, managedOf } from './managed.ts';

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
  check(context: Context, config: JsonObject, before: StoredResource | undefined): { refusal: Refusal } | undefined;
  /** Why it can't be deleted. */
  keeps?(context: Context, entry: StoredResource): { refusal: Refusal } | undefined;
  /** Whether a listing with this input holds it; absent: it always does. */
  lists?(entry: StoredResource, input: JsonObject): boolean;
  /** An item of a listing. `body`: as a read shows it. */
  item(body: JsonObject, config: JsonObject): JsonObject;
  /** Members of a listing besides those that every listing has. */
  listing?(input: JsonObject, next: string | undefined): JsonObject;
}

/** The things of one kind that there are; the first look puts there what every account has from the beginning. */
export function entriesOf(context: Context, { name }: Pick<Collection, 'name'>): Map<string, StoredResource> {
  const { collections } = context.state;
  let entries = collections.get(name);
  if (!entries) {
    entries = new Map(managedOf(name).map((one) => [one.id, managedEntry(context, one)]));
    collections.set(name, entries);
  }
  return entries;
}

function managedEntry({ state, behaviour }: Context, { id, config }: Managed): StoredResource {
  state.sequence += 1;
  return { id, sequence: state.sequence, version: 1, etag: behaviour.newEtag(id, 1), modified: SINCE, config };
}

/** When the managed policies were last changed: any time before all others will do. */
const SINCE = '2020-05-31T00:00:00.000Z';
