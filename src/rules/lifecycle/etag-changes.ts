import { etagPath, etagShown, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation } from '../../core/test-context.ts';
import { valueDifference } from '../differences.ts';
import { refused } from '../expect.ts';
import { stepFailed } from '../hindered.ts';
import { sameEtag } from '../resource-handle.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform } from './tracked-resource.ts';
import { ACCEPTS_UPDATE, refusalText } from './works.ts';

const UPDATES = 2;

/** Every change gives an ETag that no earlier version had. Configurations are never repeated, as an ETag may be made of them. */
export function etagChanges(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.etag.changes',
    evidence: 'recorded',
    demands: 'an update that changes something must return a new ETag',
    on: ['update'],
    citations: [...etagsOf(contract), { document: 'field', place: '5' }],
    async check(lane, resource) {
      const tracked = await created(lane, resource);
      const seen = [tracked.handle.etag];
      for (let updates = 0; updates < UPDATES; updates++) {
        const step = await perform(lane, tracked, { kind: 'update', ifMatch: 'fresh', content: 'other' });
        const { outcome, call } = step;
        if (refused(outcome))
          throw stepFailed(lane, refusalText(step), [...tracked.steps, step], { demandedBy: ACCEPTS_UPDATE });
        const own = outcome.kind === 'response' && outcome.standIn?.part !== 'etag' ? outcome.output : {};
        const etag = etagShown(resource, own);
        if (typeof etag !== 'string') return;
        lane.recordCheck(call.operation);
        if (seen.some((earlier) => sameEtag(earlier, etag))) {
          throw new RuleViolation({
            operation: call.operation,
            expected: `an ETag other than ${seen.join(' and ')}`,
            actual: etag,
            differences: [valueDifference('stale', call.operation, 'ETag', undefined, etag)],
            steps: [...tracked.steps],
          });
        }
        seen.push(etag);
      }
    },
  });
}

/** What documents the ETags in the answers to updates. */
function etagsOf({ resources, operations, $defs }: Contract): Citation[] {
  return Object.values(resources)
    .filter(({ minimal }) => minimal === undefined)
    .flatMap((resource) => {
      const { output } = operations[operationOf(resource, 'update')]!;
      return $defs[output ?? '']?.properties?.[String(etagPath(resource).at(-1))]?.basis?.type?.citations ?? [];
    });
}
