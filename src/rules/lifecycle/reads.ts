import { operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { SkipError, type Step } from '../../core/test-context.ts';
import { CREATED, type ResourceState, UPDATED } from '../../model/resource-state.ts';
import { foundElsewhere } from '../hindered.ts';
import { type Against, type Aspect, look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { withSharedResource } from './tracked-resource.ts';

interface Row {
  id: string;
  demands: string;
  in: ResourceState[];
  aspects: Aspect[];
  against: Against;
}

/** What is read after what. */
const ROWS: Row[] = [
  {
    id: 'lifecycle.read.after-create',
    demands: 'a created resource must be readable, unchanged',
    in: [CREATED],
    aspects: ['id', 'config'],
    against: 'answer',
  },
  {
    id: 'lifecycle.read.after-update',
    demands: 'a read after an update must return the new configuration',
    in: [UPDATED],
    aspects: ['id', 'config'],
    against: 'answer',
  },
  {
    id: 'lifecycle.etag.agrees',
    demands: 'a read must return the ETag of the last create or update',
    in: [CREATED, UPDATED],
    aspects: ['etag'],
    against: 'sent',
  },
];

/** Whether the response to a write has an ETag of its own, and not just that of a later read. */
const showsEtag = ({ outcome }: Step): boolean => outcome.kind !== 'response' || outcome.standIn?.part !== 'etag';

/** A rule for each row. */
export function readsRules(contract: Contract): ActiveRule[] {
  return ROWS.map(({ id, demands, in: states, aspects, against }) =>
    lifecycleRule(contract, {
      id,
      demands,
      evidence: 'documented',
      on: ['read'],
      usesShared: true,
      async check(lane, resource) {
        let unjudged: SkipError | undefined;
        const kinds = (['read', 'readConfig'] as const).filter((kind) => operationOf(resource, kind));
        for (const state of states) {
          await withSharedResource(lane, resource, state, async (tracked) => {
            const written = tracked.steps.at(-1);
            if (aspects.includes('etag') && written && !showsEtag(written)) {
              unjudged ??= foundElsewhere(`${written.call.operation} shows no ETag`, written.call.operation, [
                'answer.etag',
              ]);
              return;
            }
            for (const kind of kinds) {
              try {
                await look(lane, tracked, { with: kind, aspects, against });
              } catch (error) {
                if (!(error instanceof SkipError)) throw error;
                unjudged ??= error;
              }
            }
          });
        }
        if (unjudged) throw unjudged;
      },
    }),
  );
}
