import { configInput, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { HttpRequest } from '../../core/outcome.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation } from '../../core/test-context.ts';
import { refusal } from '../differences.ts';
import { outcomeText, refused } from '../expect.ts';
import { blockedBy } from '../hindered.ts';
import { createResource, release, resolveReferences, updated } from '../resource-handle.ts';

/** RFC 9110, 5.1: the names of header fields are the same whatever their case. */
export function headerNames(contract: Contract): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  return {
    kind: 'active',
    id: 'wire.header-names',
    evidence: 'standard',
    demands: 'header names in capitals must be accepted',
    citations: [{ document: 'RFC 9110', place: '5.1' }],
    operations: resources.map((resource) => operationOf(resource, 'update')),
    phases: ['malformed'],
    needs: [],
    wire: true,
    async check(lane) {
      for (const resource of resources) {
        const update = operationOf(resource, 'update');
        const handle = await createResource(lane, resource);
        if (handle.etag === '') throw blockedBy('no response had an ETag', handle.made, ['answer.etag']);
        const input = await resolveReferences(lane, update, configInput(resource, handle.config), handle);
        const plain = await lane.send(update, input);
        if (plain.kind !== 'response')
          throw blockedBy(`${update}: ${outcomeText(plain)}`, lane.steps.at(-1)!, [
            'lifecycle.update.accepts-fresh-if-match',
          ]);
        updated(handle, input, plain);
        const again = await resolveReferences(lane, update, configInput(resource, handle.config), handle);
        const outcome = await lane.send(update, again, inCapitals);
        lane.recordCheck(update);
        updated(handle, again, outcome);
        if (refused(outcome))
          throw new RuleViolation({
            operation: update,
            expected: 'success: the same request was accepted with its header names in lower case',
            actual: `refused: ${outcomeText(outcome)}`,
            differences: [{ ...refusal(update, [], outcome), about: 'with header names in capitals' }],
            steps: [handle.made, ...lane.steps.slice(-2)],
          });
        await release(lane, handle);
      }
    },
  };
}

const NAMES = new Set(['if-match', 'content-type']);

const inCapitals = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      NAMES.has(name.toLowerCase()) ? name.toUpperCase() : name,
      value,
    ]),
  ),
});
