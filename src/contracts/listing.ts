/** The accessors of a resource's listings. Their paths lead into the output of the operation that lists. */
import type { Resource, ResourceRow } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { rowOf } from './row.ts';

/** The row of a resource that can be listed. Throws an error where it can't: callers ask `operationOf(resource, 'list')` first. */
function listOf(resource: Resource): NonNullable<ResourceRow['list']> {
  const { list } = rowOf(resource);
  if (!list) throw new Error(`no operation lists ${resource.name}`);
  return list;
}

/** Names of the members of a listing's request that say where the page begins, and how much it may hold. */
export const markerMember = (resource: Resource): string => listOf(resource).marker;
export const maxItemsMember = (resource: Resource): string => listOf(resource).maxItems;

/** The input that asks for a page. */
export const pageInput = (
  resource: Resource,
  { marker, maxItems }: { marker?: Json; maxItems?: Json },
): JsonObject => ({
  ...(marker === undefined ? {} : { [markerMember(resource)]: marker }),
  ...(maxItems === undefined ? {} : { [maxItemsMember(resource)]: maxItems }),
});

/** Where a page holds its items, and members that stand beside them. */
export const itemsPath = (resource: Resource): Path => listOf(resource).items;
export const besideItems = (resource: Resource, member: string): Path => [...itemsPath(resource).slice(0, -1), member];

/** The items of a page; none where the list is left out. */
export function itemsShown(resource: Resource, output: Json | undefined): JsonObject[] {
  const items = valueAt(output, itemsPath(resource));
  return Array.isArray(items) ? (items as JsonObject[]) : [];
}

/** Where a page holds the marker of the next one. */
export const nextMarkerPath = (resource: Resource): Path => listOf(resource).nextMarker;

/** The marker of the next page; undefined on the last one. */
export function nextMarkerShown(resource: Resource, output: Json | undefined): Json | undefined {
  return valueAt(output, nextMarkerPath(resource));
}

/** Where a page shows whether more is left, and how much it holds; undefined where it shows neither. */
export const truncatedPath = (resource: Resource): Path | undefined => rowOf(resource).list?.isTruncated;
export const quantityPath = (resource: Resource): Path | undefined => rowOf(resource).list?.quantity;

/** What the quantity counts, by its documentation; undefined where that does not say. */
export const quantityCounts = (resource: Resource): 'account' | 'page' | undefined =>
  rowOf(resource).list?.quantityCounts;

/** Where an item shows the id, and the configuration; undefined where it shows none. */
export const listedIdPath = (resource: Resource): Path => listOf(resource).id;
export const listedConfigPath = (resource: Resource): Path | undefined => rowOf(resource).list?.config;

/** Where a whole listing shows the ids of all items, and their configurations if it does; `*` stands for every item. */
export const everyIdPath = (resource: Resource): Path => [...itemsPath(resource), '*', ...listedIdPath(resource)];
export function everyConfigPath(resource: Resource): Path | undefined {
  const path = listedConfigPath(resource);
  return path && [...itemsPath(resource), '*', ...path];
}

/** The id of an item. */
export const listedId = (resource: Resource, item: JsonObject): Json | undefined =>
  valueAt(item, listedIdPath(resource));

/** The configuration of an item; undefined where items show none. */
export function listedConfig(resource: Resource, item: JsonObject): Json | undefined {
  const path = listedConfigPath(resource);
  return path && valueAt(item, path);
}

/** The item of a page with this id. */
export const itemOf = (resource: Resource, output: Json | undefined, id: string): JsonObject | undefined =>
  itemsShown(resource, output).find((item) => listedId(resource, item) === id);
