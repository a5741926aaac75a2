import { additionFaults } from './additions.ts';
import { answerFaults } from './answers.ts';
import { concurrencyFaults } from './concurrency.ts';
import { constraintFaults } from './constraints.ts';
import { crosstalkFaults } from './crosstalk.ts';
import { defectFaults } from './defects.ts';
import { deleteFaults } from './deletes.ts';
import { deploymentFaults } from './deployment/index.ts';
import { distributionFormFaults } from './distribution-forms.ts';
import { distributionPartFaults } from './distribution-parts.ts';
import { documentFaults } from './documents.ts';
import { etagFaults } from './etags.ts';
import type { Fault } from './fault.ts';
import { fieldFaults } from './fields.ts';
import { hurriedFaults } from './hurried.ts';
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

/** Every fault that the reference can have. */
export const FAULTS: readonly Fault[] = [
  ...constraintFaults,
  ...fieldFaults,
  ...updateFaults,
  ...ifMatchFaults,
  ...etagFaults,
  ...readFaults,
  ...deleteFaults,
  ...idFaults,
  ...listingFaults,
  ...crosstalkFaults,
  ...answerFaults,
  ...defectFaults,
  ...wireFaults,
  ...documentFaults,
  ...deploymentFaults,
  ...distributionFormFaults,
  ...relationFaults,
  ...concurrencyFaults,
  ...rareFaults,
  ...lookalikeFaults,
  ...listEdgeFaults,
  ...oddIdFaults,
  ...ifMatchEdgeFaults,
  ...timeFaults,
  ...additionFaults,
  ...distributionPartFaults,
  ...hurriedFaults,
  ...sideEffectFaults,
];
