import { resourceOf, verbOf } from '../../contracts/resource.ts';
import { valueAt } from '../../core/path.ts';
import { addressed } from '../book.ts';
import { asked, type Remark } from './check.ts';
import { TEARDOWN, takenDownFirst } from './order.ts';

/**
 * A delete of what, by all that was told, must be disabled first. It goes by the conversation and not by the answer, which
 * may be wrong where another service gives it.
 */
export const knownOrder = asked([TEARDOWN], ({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const { operation, input } = heard;
  const resource = resourceOf(contract, operation);
  if (verbOf(resource, operation) !== 'delete') return [];
  const [thing] = addressed(contract, book, operation, input);
  if (thing?.gone !== 'no') return [];
  return (resource?.teardown ?? []).flatMap(({ set, to }): Remark[] => {
    const value = valueAt(thing.config, set);
    const found = `${set.join('.')} of ${thing.id} is ${String(value)}`;
    const correct = takenDownFirst(contract, book, operation, input);
    return value === undefined || value === to ? [] : [{ demand: TEARDOWN, found, correct }];
  });
});
