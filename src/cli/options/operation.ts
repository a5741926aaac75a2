import { closest } from '../../core/closest.ts';
import type { Contract, Operation } from '../../core/contract.ts';
import { UsageError } from '../../core/usage.ts';

/** The operation of that name, whatever its case or dashes; throws a UsageError that names the closest ones. */
export function operationNamed(contract: Contract, name: string): Operation {
  const plain = (text: string): string => text.replaceAll(/[-_ ]/g, '').toLowerCase();
  const names = Object.keys(contract.operations);
  const found = names.find((known) => plain(known) === plain(name));
  if (found) return contract.operations[found]!;
  const best = closest(name, names);
  throw new UsageError(
    `unknown operation ${name}; ${best.length > 0 ? `did you mean ${best.join(' or ')}?` : `there are: ${names.join(', ')}`}`,
  );
}
