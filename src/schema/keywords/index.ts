import type { Schema } from '../../core/contract.ts';
import type { Keyword } from '../keyword.ts';
import { annotations, applicators } from './annotations.ts';
import { atLeast } from './at-least.ts';
import { atLeastWithin } from './at-least-within.ts';
import { atMost } from './at-most.ts';
import { characters } from './characters.ts';
import { countOf } from './count-of.ts';
import { decimals } from './decimals.ts';
import { enumeration } from './enum.ts';
import { excludedWhen } from './excluded-when.ts';
import { excludes } from './excludes.ts';
import { exclusiveMaximum } from './exclusive-maximum.ts';
import { exclusiveMinimum } from './exclusive-minimum.ts';
import { form } from './form.ts';
import { maxItems } from './max-items.ts';
import { maxLength } from './max-length.ts';
import { maximum } from './maximum.ts';
import { minItems } from './min-items.ts';
import { minLength } from './min-length.ts';
import { minimum } from './minimum.ts';
import { needsOneOf } from './needs-one-of.ts';
import { notPrefix } from './not-prefix.ts';
import { pattern } from './pattern.ts';
import { prefix } from './prefix.ts';
import { required } from './required.ts';
import { requiredWhen } from './required-when.ts';
import { requires } from './requires.ts';
import { selects } from './selects.ts';
import { type } from './type.ts';
import { uniqueBy } from './unique-by.ts';
import { uniqueItems } from './unique-items.ts';

/** Every keyword of the dialect, in the order in which their constraints are judged. */
export const keywords: readonly Keyword<never>[] = [
  ...applicators,
  required,
  type,
  enumeration,
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  decimals,
  atMost,
  atLeast,
  atLeastWithin,
  countOf,
  prefix,
  notPrefix,
  form,
  characters,
  pattern,
  minLength,
  maxLength,
  minItems,
  maxItems,
  uniqueItems,
  uniqueBy,
  requires,
  requiredWhen,
  needsOneOf,
  excludes,
  excludedWhen,
  selects,
  ...annotations,
];

const byName = new Map<string, Keyword<never>>(keywords.map((keyword) => [keyword.name, keyword]));

/** The keyword of that name. Throws for one that the dialect doesn't know. */
export function keywordOf(name: string): Keyword<unknown> {
  const keyword = byName.get(name);
  if (!keyword) throw new Error(`the schema dialect has no keyword ${name}`);
  return keyword as unknown as Keyword<unknown>;
}

/** Keywords that speak of two members, so that a change of one may need a change of the other. */
export const sibling: readonly (keyof Schema)[] = keywords.filter(({ finish }) => finish).map(({ name }) => name);
