import { operationOf, updateInput } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { CREATED } from '../../model/resource-state.ts';
import { blockedBy } from '../hindered.ts';
import { bareEtag, updated } from '../resource-handle.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { withSharedResource } from './tracked-resource.ts';

/** Forms of If-Match that RFC 9110 knows or that a client may get wrong, of which no page of the service speaks. */
const FORMS: ((etag: string) => string)[] = [
  (etag) => `"${etag}"`,
  (etag) => `W/"${etag}"`,
  (etag) => `"${etag}", "another"`,
  (etag) => `another,${etag}`,
  (etag) => `"${etag}`,
  () => '""',
  () => '"',
  () => ',',
  () => 'W/',
  () => '',
  () => 'E'.repeat(2_000),
  () => 'null',
  () => '0',
  () => '%00',
  () => '*',
];

/** Whatever form an If-Match has, the server does not fail on it. */
export function oddIfMatch(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.update.odd-if-match',
    evidence: 'standard',
    demands: 'an unusual If-Match (quoted, weak, a list, empty, very long) must not cause a server error',
    on: ['update'],
    usesShared: true,
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    check: (lane, resource) =>
      withSharedResource(lane, resource, CREATED, async (tracked) => {
        const { handle } = tracked;
        if (handle.etag === '') throw blockedBy('no response had an ETag', handle.made, ['answer.etag']);
        for (const form of FORMS) {
          const value = form(bareEtag(handle.etag));
          const input = updateInput(resource, { id: handle.id, etag: value, config: handle.config });
          const step = await sendUnusual(lane, operationOf(resource, 'update'), input);
          if (step.outcome.kind === 'response') {
            updated(handle, input, step.outcome);
            tracked.steps.push(step);
          }
          expectNoServerError(lane, step, `If-Match ${value.slice(0, 40) || '(empty)'}`, tracked.steps);
        }
      }),
  });
}
