import { together } from '../modification.ts';
import { circumstanceVariants } from './circumstances.ts';
import { formVariants } from './forms.ts';
import type { Variant } from './variant.ts';

const RECORDED = [
  'names-must-exist',
  'quota-20',
  'throttling-400',
  'deployment-takes-time',
  'unsigned-refused',
  'floats-in-32-bits',
];

const parts = [...circumstanceVariants, ...formVariants].filter(({ name }) => RECORDED.includes(name));

/** All at once that was recorded of the real service. */
export const fieldVariants: Variant[] = [
  {
    name: 'field',
    about: 'Everything at once that was recorded of the real service.',
    ...together(...parts),
  },
];
