import type { Contract } from '../../core/contract.ts';
import { Broken } from '../../core/lane.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { CREATED } from '../../model/stage.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { lentIn } from './subject.ts';

/** A create says where the new resource is: whatever the form of it, its id stands in there. */
export function locationNamesIt(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.create.location',
    evidence: 'documented',
    demands: 'the location that a create gives is that of the new resource',
    on: ['create'],
    borrows: true,
    concerns: ({ location }) => location !== undefined,
    check: (lane, resource) =>
      lentIn(lane, resource, CREATED, async ({ held }) => {
        const { outcome, call } = held.made;
        const location = outcome.kind === 'response' ? outcome.output[resource.location!] : undefined;
        // Ids with characters that a header or a path can't hold may be written in several ways.
        if (typeof location !== 'string' || !/^[\w-]+$/.test(held.id)) return;
        lane.judged(call.operation);
        if (location.includes(held.id)) return;
        throw new Broken({
          operation: call.operation,
          expected: `a place with ${held.id} in it`,
          actual: location,
          steps: [held.made],
        });
      }),
  });
}
