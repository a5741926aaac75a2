import { disturbances } from '../disturbance.ts';
import { violationText } from '../report.ts';
import type { Judging } from './property.ts';

/** Every request keeps what the documentation demands, whatever comes between. */
export const conforms: Judging<unknown, unknown> = {
  name: 'every request that it sends conforms',
  plan: disturbances(),
  faults: ({ transcript }) => transcript.double.report().violations.map(violationText),
};
