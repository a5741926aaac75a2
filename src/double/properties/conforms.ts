import { disturbances } from '../disturbance.ts';
import { violationText } from '../report.ts';
import type { PropertyJudge } from './property.ts';

/** Every request keeps what the documentation demands, whatever comes between. */
export const conforms: PropertyJudge<unknown, unknown> = {
  name: 'every request that it sends conforms',
  plan: disturbances(),
  faults: ({ transcript }) => transcript.double.report().violations.map(violationText),
};
