import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { CREATED, type Stage, UPDATED } from '../../model/stage.ts';
import { type Aspect, look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { lentIn } from './subject.ts';

interface Row {
  id: string;
  demands: string;
  in: Stage[];
  aspects: Aspect[];
}

/** What is read after what. */
const ROWS: Row[] = [
  {
    id: 'lifecycle.read.after-create',
    demands: 'what was created can be read, as it was created',
    in: [CREATED],
    aspects: ['id', 'config'],
  },
  {
    id: 'lifecycle.read.after-update',
    demands: 'after an update its configuration is read and no earlier one',
    in: [UPDATED],
    aspects: ['id', 'config'],
  },
  {
    id: 'lifecycle.etag.agrees',
    demands: 'the ETag that a create or an update gives is the one that is read until the next change',
    in: [CREATED, UPDATED],
    aspects: ['etag'],
  },
];

/** A rule for each row. */
export function readsRules(contract: Contract): ActiveRule[] {
  return ROWS.map(({ id, demands, in: stages, aspects }) =>
    lifecycleRule(contract, {
      id,
      demands,
      evidence: 'documented',
      on: ['read'],
      borrows: true,
      async check(lane, resource) {
        for (const stage of stages) {
          await lentIn(lane, resource, stage, async (subject) => {
            await look(lane, subject, { aspects });
            if (resource.operations.readConfig) await look(lane, subject, { with: 'readConfig', aspects });
          });
        }
      },
    }),
  );
}
