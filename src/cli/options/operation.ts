import { didYouMean } from '../../core/closest.ts';
import type { Contract, Operation } from '../../core/contract.ts';
import { UsageError } from '../../core/usage.ts';

/** The operation of that name, whatever its case or dashes; throws a UsageError that names the closest one. */
export function operationNamed(contract: Contract, name: string): Operation {
  const plain = (text: string): string => text.replaceAll(/[-_ ]/g, '').toLowerCase();
  const names = Object.keys(contract.operations);
  const found = names.find((known) => plain(known) === plain(name));
  if (found) return contract.operations[found]!;
  throw new UsageError(`unknown operation ${name}${didYouMean(name, names) || `; there are ${someOf(names)}`}`);
}

/** The first of many names, and how many more there are. */
function someOf(names: readonly string[]): string {
  const [shown, rest] = [names.slice(0, 5), names.length - 5];
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
