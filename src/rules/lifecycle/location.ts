import { locationPath, operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import { valueAt } from '../../core/path.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { RuleViolation } from '../../core/test-context.ts';
import { CREATED } from '../../model/resource-state.ts';
import { namesPlace } from '../location.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { withSharedResource } from './tracked-resource.ts';

/** A create says where the new resource is, as a URL on any host. */
export function locationNamesIt(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.create.location',
    evidence: 'documented',
    demands: 'the Location of a create must be a URL of the new resource',
    on: ['create'],
    usesShared: true,
    concerns: (resource) => locationPath(resource) !== undefined,
    check: (lane, resource) =>
      withSharedResource(lane, resource, CREATED, async ({ handle }) => {
        const { outcome, call } = handle.made;
        const location = outcome.kind === 'response' ? valueAt(outcome.output, locationPath(resource)!) : undefined;
        if (typeof location !== 'string') return;
        lane.recordCheck(call.operation);
        const { path } = contract.operations[operationOf(resource, 'read')]!;
        if (namesPlace(contract, location, path, handle.id)) return;
        throw new RuleViolation({
          operation: call.operation,
          expected: `a URL that ends with ${path.split('/').slice(-2)[0]}/${handle.id}`,
          actual: location,
          differences: [{ kind: 'header', operation: call.operation, about: 'Location', observed: location }],
          steps: [handle.made],
        });
      }),
  });
}
