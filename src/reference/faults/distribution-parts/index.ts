import type { Fault } from '../fault.ts';
import { answersFaults } from './answers.ts';
import { copiesFaults } from './copies.ts';
import { listingsFaults } from './listings.ts';
import { lostPartsFaults } from './lost-parts.ts';
import { oddRequestsFaults } from './odd-requests.ts';
import { promotionsFaults } from './promotions.ts';
import { storedPartsFaults } from './stored-parts.ts';

/** What goes wrong with the parts of a distribution's configuration. */
export const distributionPartFaults: Fault[] = [
  ...lostPartsFaults,
  ...storedPartsFaults,
  ...copiesFaults,
  ...promotionsFaults,
  ...answersFaults,
  ...listingsFaults,
  ...oddRequestsFaults,
];
