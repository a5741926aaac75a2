import type { Fault } from '../fault.ts';
import { absentOrFalseFaults } from './absent-or-false.ts';
import { assembledAnswersFaults } from './assembled-answers.ts';
import { conditionalWritesFaults } from './conditional-writes.ts';
import { dependentMembersFaults } from './dependent-members.ts';
import { listingsFaults } from './listings.ts';
import { numbersFaults } from './numbers.ts';
import { oddValuesFaults } from './odd-values.ts';
import { unknownIdsFaults } from './unknown-ids.ts';

/** What a hurried author of an emulator gets wrong. */
export const hurriedFaults: Fault[] = [
  ...absentOrFalseFaults,
  ...dependentMembersFaults,
  ...numbersFaults,
  ...oddValuesFaults,
  ...conditionalWritesFaults,
  ...assembledAnswersFaults,
  ...listingsFaults,
  ...unknownIdsFaults,
];
