import { itemsShown, listedConfig, listedId, nextMarkerShown, pageInput } from '../contracts/listing.ts';
import { operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Target } from '../core/target.ts';

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
export async function listAll(resource: Resource, target: Target): Promise<Listed[] | undefined> {
  const operation = operationOf(resource, 'list');
  if (operation === undefined) return undefined;
  const found: Listed[] = [];
  const seen = new Set<Json>();
  let marker: Json | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const outcome = await target.call({
      operation,
      input: marker === undefined ? {} : pageInput(resource, { marker }),
    });
    if (outcome.kind === 'lost') throw new NoAnswer();
    if (outcome.kind !== 'response') return undefined;
    for (const item of itemsShown(resource, outcome.output)) {
      const id = listedId(resource, item);
      const config = listedConfig(resource, item);
      if (typeof id === 'string') found.push({ id, ...(config ? { config: config as JsonObject } : {}) });
    }
    marker = nextMarkerShown(resource, outcome.output);
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
