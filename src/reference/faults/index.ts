import { additionFaults } from './additions.ts';
import { answerFaults } from './answers.ts';
import { concurrencyFaults } from './concurrency.ts';
import { constraintFaults } from './constraints.ts';
import { crosstalkFaults } from './crosstalk.ts';
import { defectFaults } from './defects.ts';
import { deleteFaults } from './deletes.ts';
import { deploymentFaults } from './deployment/index.ts';
import { distributionFormFaults } from './distribution-forms.ts';
import { distributionPartFaults } from './distribution-parts/index.ts';
import { documentFaults } from './documents.ts';
import { etagFaults } from './etags.ts';
import type { Fault } from './fault.ts';
import { fieldFaults } from './fields.ts';
import { hurriedFaults } from './hurried/index.ts';
import { idFaults } from './ids.ts';
import { ifMatchFaults } from './if-match.ts';
import { ifMatchEdgeFaults } from './if-match-edges.ts';
import { listEdgeFaults } from './list-edges.ts';
import { listingFaults } from './listing.ts';
import { lookalikeFaults } from './lookalikes.ts';
import { oddIdFaults } from './odd-ids.ts';
import { rareFaults } from './rare.ts';
import { readFaults } from './reads.ts';
import { relationFaults } from './relations.ts';
import { sideEffectFaults } from './side-effects.ts';
import { timeFaults } from './times.ts';
import { updateFaults } from './updates.ts';
import { wireFaults } from './wire.ts';

/** Faults of one kind. `rare`: they show only in requests that clients seldom send. */
interface FaultGroup {
  faults: readonly Fault[];
  rare?: true;
}

const GROUPS: readonly FaultGroup[] = [
  { faults: constraintFaults },
  { faults: fieldFaults },
  { faults: updateFaults },
  { faults: ifMatchFaults },
  { faults: etagFaults },
  { faults: readFaults },
  { faults: deleteFaults },
  { faults: idFaults },
  { faults: listingFaults },
  { faults: crosstalkFaults },
  { faults: answerFaults },
  { faults: defectFaults },
  { faults: wireFaults },
  { faults: documentFaults, rare: true },
  { faults: deploymentFaults, rare: true },
  { faults: distributionFormFaults, rare: true },
  { faults: relationFaults, rare: true },
  { faults: concurrencyFaults },
  { faults: rareFaults, rare: true },
  { faults: lookalikeFaults, rare: true },
  { faults: listEdgeFaults, rare: true },
  { faults: oddIdFaults, rare: true },
  { faults: ifMatchEdgeFaults, rare: true },
  { faults: timeFaults, rare: true },
  { faults: additionFaults, rare: true },
  { faults: distributionPartFaults, rare: true },
  { faults: hurriedFaults, rare: true },
  { faults: sideEffectFaults, rare: true },
];

/** Every fault that the reference can have. */
export const FAULTS: readonly Fault[] = GROUPS.flatMap(({ faults }) => faults);

/** Those that show only in requests that clients seldom send. */
export const RARE_FAULTS: readonly Fault[] = GROUPS.filter(({ rare }) => rare).flatMap(({ faults }) => faults);
