import type { Json, JsonObject } from '../core/json.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { StoredResource } from './state.ts';

/** Which part of a listing is asked for. */
export interface PageRequest {
  /** Items up to this place in the order of creation were seen before. */
  after: number;
  maxItems: number;
}

/** A part of a listing; `next` is undefined at its end. */
export interface Page<E extends StoredResource> {
  items: E[];
  next: string | undefined;
}

const DEFAULT_MAX_ITEMS = 100;
const INT32_MAX = 2 ** 31 - 1;

/** Reads Marker and MaxItems. */
export function pageRequest(input: JsonObject): PageRequest | { refusal: Refusal } {
  const after = placeOf(input.Marker);
  if (after === undefined) return refuse('InvalidArgument', 'The marker is none that a listing gave.');
  const maxItems = input.MaxItems ?? DEFAULT_MAX_ITEMS;
  if (typeof maxItems !== 'number' || maxItems < 1 || maxItems > INT32_MAX) {
    return refuse('InvalidArgument', 'MaxItems is no positive integer.');
  }
  return { after, maxItems };
}

export const markerOf = (entry: StoredResource): string => `M${entry.sequence}`;

function placeOf(marker: Json | undefined): number | undefined {
  if (marker === undefined || marker === '') return 0;
  const match = /^M([1-9][0-9]{0,14})$/.exec(String(marker));
  return match ? Number(match[1]) : undefined;
}

/** The next items in the order of creation. */
export function pageOf<E extends StoredResource>(entries: Iterable<E>, { after, maxItems }: PageRequest): Page<E> {
  const items: E[] = [];
  for (const entry of entries) {
    if (entry.sequence <= after) continue;
    if (items.length === maxItems) return { items, next: markerOf(items[items.length - 1]!) };
    items.push(entry);
  }
  return { items, next: undefined };
}
