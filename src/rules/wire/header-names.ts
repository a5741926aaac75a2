import { configInput, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { HttpRequest } from '../../core/outcome.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation } from '../../core/test-context.ts';
import { outcomeText, refused } from '../expect.ts';
import { bound, hold, release, updated } from '../held.ts';
import { blockedBy } from '../hindered.ts';

/** RFC 9110, 5.1: the names of header fields are the same whatever their case. */
export function headerNames(contract: Contract): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  return {
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
        const held = await hold(lane, resource);
        if (held.etag === '') throw blockedBy('no ETag was answered', held.made, ['answer.etag']);
        const input = await bound(lane, update, configInput(resource, held.config), held);
        const plain = await lane.send(update, input);
        if (plain.kind !== 'response')
          throw blockedBy(`${update}: ${outcomeText(plain)}`, lane.steps.at(-1)!, [
            'lifecycle.update.accepts-fresh-if-match',
          ]);
        updated(held, input, plain);
        const again = await bound(lane, update, configInput(resource, held.config), held);
        const outcome = await lane.send(update, again, inCapitals);
        lane.recordCheck(update);
        updated(held, again, outcome);
        if (refused(outcome))
          throw new RuleViolation({
            operation: update,
            expected: 'success: the same request was accepted with its header names in lower case',
            actual: `refused: ${outcomeText(outcome)}`,
            steps: [held.made, ...lane.steps.slice(-2)],
          });
        await release(lane, held);
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
