/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object; an absent member is undefined. */
export type JsonObject = { [member: string]: Json | undefined };

/** Where a value sits inside a document: member names and list positions, outermost first. */
export type Path = readonly (string | number)[];

/** Whether a value is an object, neither a list nor null. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
