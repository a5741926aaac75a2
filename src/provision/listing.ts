import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';
import { valueAt } from './places.ts';

/** One entry of a listing: its id, and its configuration where listings hold it. */
export interface Listed {
  id: string;
  config?: JsonObject;
}

/** Pages after which a listing is given up: it does not end. */
const MOST_PAGES = 1000;

/** Thrown where nothing answers, so that nothing more need be asked. */
export class NoAnswer extends Error {}

/** Everything of a kind that the target lists; undefined where it can't be listed to its end. Throws NoAnswer. */
export async function listAll({ operations, list }: Resource, target: Target): Promise<Listed[] | undefined> {
  if (!operations.list || !list) return undefined;
  const found: Listed[] = [];
  const seen = new Set<Json>();
  let marker: Json | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const outcome = await target.call({
      operation: operations.list,
      input: marker === undefined ? {} : { [list.marker]: marker },
    });
    if (outcome.kind === 'lost') throw new NoAnswer();
    if (outcome.kind !== 'response') return undefined;
    const items = valueAt(outcome.output, list.items) ?? [];
    for (const item of Array.isArray(items) ? items : []) {
      const id = valueAt(item, list.id);
      const config = list.config ? valueAt(item, list.config) : undefined;
      if (typeof id === 'string') found.push({ id, ...(config ? { config: config as JsonObject } : {}) });
    }
    marker = valueAt(outcome.output, list.nextMarker);
    if (marker === undefined || marker === '' || seen.has(marker)) return found;
    seen.add(marker);
  }
  return undefined;
}

/** The ids of everything that is there, by kind; null for a kind that can't be listed. */
export async function inventory(contract: Contract, target: Target): Promise<Record<string, string[] | null>> {
  const kinds: Record<string, string[] | null> = {};
  let silent = false;
  for (const resource of Object.values(contract.resources)) {
    try {
      const listed = silent ? undefined : await listAll(resource, target);
      kinds[resource.name] = listed?.map(({ id }) => id) ?? null;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      silent = true;
      kinds[resource.name] = null;
    }
  }
  return kinds;
}
