import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { acceptsRules } from './accepts.ts';
import { answersRules } from './answers.ts';
import { anySequence } from './any-sequence.ts';
import { createRacesRules } from './create-races.ts';
import { deleteRacesRules } from './delete-races.ts';
import { etagChanges } from './etag-changes.ts';
import { everyTransition } from './every-transition.ts';
import { idsRules } from './ids.ts';
import { lastModifiedRules } from './last-modified.ts';
import { leavesOthersRules } from './leaves-others.ts';
import { linearizableRules } from './linearizable.ts';
import { listsRules } from './lists.ts';
import { locationNamesIt } from './location.ts';
import { pagingRules } from './paging.ts';
import { readsRules } from './reads.ts';
import { refusedChangesNothing } from './refused-changes-nothing.ts';
import { refusedCreate } from './refused-create.ts';
import { updateReplaces } from './replaces.ts';
import { updateRacesRules } from './update-races.ts';

/** What a sequence of calls must lead to, on any resource of a contract. */
export function lifecycleRules(contract: Contract): ActiveRule[] {
  return [
    refusedCreate(contract),
    ...acceptsRules(contract),
    ...readsRules(contract),
    etagChanges(contract),
    locationNamesIt(contract),
    ...answersRules(contract),
    ...refusedChangesNothing(contract),
    updateReplaces(contract),
    ...lastModifiedRules(contract),
    ...idsRules(contract),
    ...listsRules(contract),
    ...pagingRules(contract),
    // After the listings, which tell more where nobody else holds anything.
    ...leavesOthersRules(contract),
    everyTransition(contract),
    ...updateRacesRules(contract),
    ...deleteRacesRules(contract),
    ...createRacesRules(contract),
    ...linearizableRules(contract),
    anySequence(contract),
  ];
}
