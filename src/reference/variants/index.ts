import { circumstanceVariants } from './circumstances.ts';
import { fieldVariants } from './field.ts';
import { formVariants } from './forms.ts';
import { opennessVariants } from './openness.ts';
import { spellingVariants } from './spelling.ts';
import type { Variant } from './variant.ts';

/** Every variant that the reference can have. */
export const VARIANTS: readonly Variant[] = [
  ...formVariants,
  ...spellingVariants,
  ...opennessVariants,
  ...circumstanceVariants,
  ...fieldVariants,
];
