import type { JsonObject } from '../core/json.ts';

/** A call in one line: the operation and its input as JSON. */
export const callText = (operation: string, input: JsonObject): string => `${operation} ${JSON.stringify(input)}`;
