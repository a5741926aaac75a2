import { resourceOf, verbOf } from '../../contracts/resource.ts';
import { valueAt } from '../../core/path.ts';
import { addressed } from '../resource-registry.ts';
import { asked, type Remark } from './check.ts';
import { TEARDOWN, takenDownFirst } from './order.ts';

/**
 * A delete of what, by all that was told, must be disabled first. It goes by the conversation and not by the answer, which
 * may be wrong where another service gives it.
 */
export const knownOrder = asked([TEARDOWN], ({ parsed }, { contract, registry }) => {
  if ('problem' in parsed) return [];
  const { operation, input } = parsed;
  const resource = resourceOf(contract, operation);
  if (verbOf(resource, operation) !== 'delete') return [];
  const [known] = addressed(contract, registry, operation, input);
  if (known?.gone !== 'no') return [];
  return (resource?.teardown ?? []).flatMap(({ set, to }): Remark[] => {
    const value = valueAt(known.config, set);
    const found = `${set.join('.')} of ${known.id} is ${String(value)}`;
    const correct = takenDownFirst(contract, registry, operation, input);
    return value === undefined || value === to ? [] : [{ demand: TEARDOWN, found, correct }];
  });
});
