import { addressOf, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { HttpRequest } from '../../core/outcome.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation } from '../../core/test-context.ts';

/** A method that HTTP has (RFC 5789) and no operation of REST-XML services uses. */
const UNUSED = 'PATCH';

const toItem = (request: HttpRequest): HttpRequest => ({ ...request, method: UNUSED });
const toCollection = (request: HttpRequest): HttpRequest => ({
  ...toItem(request),
  path: request.path.replace(/\/[^/]*$/, ''),
});

/** A server that rejects a method must list the methods it allows. */
export function allowRule(contract: Contract): ActiveRule {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  return {
    kind: 'active',
    id: 'wire.allow',
    evidence: 'standard',
    demands: 'a response 405 (Method Not Allowed) must have the header Allow',
    citations: [{ document: 'RFC 9110', place: '15.5.6' }],
    operations: resources.map((resource) => operationOf(resource, 'read')),
    phases: ['nearest'],
    needs: [],
    wire: true,
    async check(lane) {
      for (const resource of resources) {
        for (const spoil of [toItem, toCollection]) {
          const outcome = await lane.send(operationOf(resource, 'read'), addressOf(resource, 'none'), spoil);
          lane.recordCheck(operationOf(resource, 'read'));
          const { response } = outcome.exchange ?? {};
          if (response?.status !== 405 || response.headers.allow !== undefined) continue;
          throw new RuleViolation({
            operation: operationOf(resource, 'read'),
            expected: `a 405 to ${UNUSED} with the header Allow, which lists the methods that there are`,
            actual: 'a 405 without the header Allow',
            steps: lane.steps.slice(-1),
          });
        }
      }
    },
  };
}
