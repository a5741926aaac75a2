import type { Resource, ResourceRow } from '../core/contract.ts';

/** The row behind a resource, which only the accessors in this folder take apart. */
export const rowOf = (resource: Resource): ResourceRow => resource as ResourceRow;
