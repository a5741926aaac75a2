import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { acceptsRules } from './accepts.ts';
import { alteredIfMatchRules } from './altered-if-match.ts';
import { answersRules } from './answers.ts';
import { anySequence } from './any-sequence.ts';
import { createRacesRules } from './create-races.ts';
import { deleteRacesRules } from './delete-races.ts';
import { eachMemberRules } from './each-member.ts';
import { etagChanges } from './etag-changes.ts';
import { everyTransition } from './every-transition.ts';
import { idsRules } from './ids.ts';
import { inUseRules } from './in-use.ts';
import { lastModifiedRules } from './last-modified.ts';
import { leavesOthersRules } from './leaves-others.ts';
import { linearizableRules } from './linearizable.ts';
import { listAgrees } from './list-agrees.ts';
import { listsRules } from './lists.ts';
import { locationNamesIt } from './location.ts';
import { oddIdsRules } from './odd-ids.ts';
import { oddIfMatch } from './odd-if-match.ts';
import { oddPagesRules } from './odd-pages.ts';
import { othersKept } from './others-kept.ts';
import { pagingRules } from './paging.ts';
import { readsRules } from './reads.ts';
import { refusedChangesNothing } from './refused-changes-nothing.ts';
import { refusedCreate } from './refused-create.ts';
import { updateReplaces } from './replaces.ts';
import { safeReadsRule } from './safe-reads.ts';
import { selectedOnly } from './selected-only.ts';
import { truncationRule } from './truncation.ts';
import { unusualParametersRule } from './unusual-parameters.ts';
import { updateRacesRules } from './update-races.ts';

/** What a sequence of calls must lead to, on any resource of a contract. */
export function lifecycleRules(contract: Contract): ActiveRule[] {
  const rules = [
    refusedCreate(contract),
    ...acceptsRules(contract),
    ...readsRules(contract),
    safeReadsRule(contract),
    etagChanges(contract),
    locationNamesIt(contract),
    ...answersRules(contract),
    ...alteredIfMatchRules(contract),
    oddIfMatch(contract),
    ...oddIdsRules(contract),
    selectedOnly(contract),
    ...refusedChangesNothing(contract),
    updateReplaces(contract),
    ...eachMemberRules(contract),
    ...lastModifiedRules(contract),
    ...idsRules(contract),
    ...inUseRules(contract),
    ...listsRules(contract),
    ...pagingRules(contract),
    truncationRule(contract),
    listAgrees(contract),
    ...oddPagesRules(contract),
    // After the listings, which tell more where nobody else holds anything.
    ...leavesOthersRules(contract),
    everyTransition(contract),
    ...updateRacesRules(contract),
    othersKept(contract),
    ...deleteRacesRules(contract),
    ...createRacesRules(contract),
    ...linearizableRules(contract),
    anySequence(contract),
    unusualParametersRule(contract),
  ];
  // Of the others no resource of this contract has what they speak of.
  return rules.filter(({ operations }) => operations.length > 0);
}
