import type { Fault } from '../fault.ts';
import { copiesFaults } from './copies.ts';
import { othersFaults } from './others.ts';
import { policiesFaults } from './policies.ts';
import { promotionsFaults } from './promotions.ts';
import { protectionsFaults } from './protections.ts';
import { updatesFaults } from './updates.ts';

/** What goes wrong between policies and distributions. */
export const deploymentFaults: Fault[] = [
  ...protectionsFaults,
  ...copiesFaults,
  ...promotionsFaults,
  ...updatesFaults,
  ...policiesFaults,
  ...othersFaults,
];
