import type { Schema } from '../../core/contract.ts';
import type { Keyword } from '../keyword.ts';

/** Keywords that say where and how a value travels, or carry its evidence; none of them is judged. */
const names: (keyof Schema)[] = ['supported', 'names', 'ordered', 'binding', 'xmlName', 'basis'];
export const annotations: Keyword<unknown>[] = names.map((name) => ({ name, validate: 'annotation' }));

/** Keywords of JSON Schema itself that hold other schemas or only describe. */
const structure: (keyof Schema)[] = ['$ref', 'properties', 'items', 'format', 'examples'];
export const applicators: Keyword<unknown>[] = structure.map((name) => ({ name, validate: 'standard' }));
