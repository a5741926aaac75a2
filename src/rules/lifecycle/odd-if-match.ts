import { operationOf, updateInput } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { CREATED } from '../../model/stage.ts';
import { bareEtag, updated } from '../held.ts';
import { blockedBy } from '../hindered.ts';
import { expectNoServerError, sendUnusual } from '../server-error.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { lentIn } from './subject.ts';

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
    borrows: true,
    citations: [{ document: 'RFC 9110', place: '15.6' }],
    check: (lane, resource) =>
      lentIn(lane, resource, CREATED, async (subject) => {
        const { held } = subject;
        if (held.etag === '') throw blockedBy('no ETag was answered', held.made, ['answer.etag']);
        for (const form of FORMS) {
          const value = form(bareEtag(held.etag));
          const input = updateInput(resource, { id: held.id, etag: value, config: held.config });
          const step = await sendUnusual(lane, operationOf(resource, 'update'), input);
          if (step.outcome.kind === 'response') {
            updated(held, input, step.outcome);
            subject.steps.push(step);
          }
          expectNoServerError(lane, step, `If-Match ${value.slice(0, 40) || '(empty)'}`, subject.steps);
        }
      }),
  });
}
