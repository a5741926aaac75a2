import { countOf } from './count-of.ts';
import { excludes } from './excludes.ts';
import { intervals } from './interval.ts';
import { order } from './order.ts';
import type { Pattern } from './pattern.ts';
import { notPrefix, prefix } from './prefix.ts';
import { requires } from './requires.ts';
import { uniqueness } from './unique.ts';
import { values } from './values.ts';
import { wording } from './wording.ts';

/** Every form of sentence that is understood. Where two give values for one member, the earlier counts. */
export const PATTERNS: readonly Pattern[] = [
  ...intervals,
  ...order,
  prefix,
  notPrefix,
  ...values,
  countOf,
  ...excludes,
  ...requires,
  ...uniqueness,
  ...wording,
];
