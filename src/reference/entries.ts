import type { JsonObject } from '../core/json.ts';
import type { Naming, Showing } from './behaviour.ts';
import type { Context } from './context.ts';
import { type StoredResource, useOf } from './state.ts';

/** A new entry, named after `name`. */
export function newEntry(context: Context, kind: Naming['kind'], name: string, config: JsonObject): StoredResource {
  const { state, behaviour, seed, now } = context;
  const id = behaviour.newId({ kind, seed, name, use: useOf(state, `${kind} ${name}`) });
  state.sequence += 1;
  return {
    id,
    sequence: state.sequence,
    version: 1,
    etag: behaviour.newEtag(id, 1),
    modified: behaviour.modified(now(), undefined),
    config: behaviour.kept(config, undefined),
  };
}

/** The entry with another configuration, as a new version. */
export function changed<E extends StoredResource>({ behaviour, now }: Context, entry: E, config: JsonObject): E {
  const version = entry.version + 1;
  return {
    ...entry,
    version,
    etag: behaviour.newEtag(entry.id, version),
    modified: behaviour.modified(now(), entry.modified),
    config,
  };
}

/** Where a created thing is, as the service itself would say it. */
export function locationOf({ contract }: Context, create: string, id: string): string {
  return `https://${contract.service.host}${contract.operations[create]!.path}/${id}`;
}

export const show = <E extends StoredResource>({ behaviour }: Context, entry: E, showing: Showing): E =>
  ({ ...entry, ...behaviour.shown(entry, showing) }) as E;

/** A wait between looking and writing, where the behaviour has one. Without one nothing is awaited, so that both are one step. */
export function pause({ behaviour, sleep }: Context, operation: string): Promise<void> | undefined {
  const ms = behaviour.window(operation);
  return ms > 0 ? sleep(ms) : undefined;
}
