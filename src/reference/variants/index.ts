import { circumstanceVariants } from './circumstances.ts';
import { distributionVariants } from './distributions.ts';
import { documentVariants } from './documents.ts';
import { edgeVariants } from './edges.ts';
import { fieldVariants } from './field.ts';
import { formVariants } from './forms.ts';
import { httpVariants } from './http.ts';
import { listingVariants } from './listings.ts';
import { opennessVariants } from './openness.ts';
import { precedenceVariants } from './precedence.ts';
import { spellingVariants } from './spelling.ts';
import type { Variant } from './variant.ts';

/** Every variant that the reference can have. */
export const VARIANTS: readonly Variant[] = [
  ...formVariants,
  ...spellingVariants,
  ...documentVariants,
  ...httpVariants,
  ...opennessVariants,
  ...precedenceVariants,
  ...listingVariants,
  ...edgeVariants,
  ...distributionVariants,
  ...circumstanceVariants,
  ...fieldVariants,
];
