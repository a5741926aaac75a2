import { operationsOf } from '../contracts/resource.ts';
import { didYouMean } from '../core/closest.ts';
import type { Contract } from '../core/contract.ts';
import { UsageError } from '../core/usage.ts';

/** The help text of `--require`. */
export const REQUIRE_HELP = 'fail if one of these operations is missing: all, policies, or a glob';

/** The operations that words require: `all`, `policies` for the feature's own, or a glob. Rejects with a UsageError for a glob that matches none. */
export async function requiredOperations(contract: Contract, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return [];
  const { default: picomatch } = await import('picomatch');
  const names = Object.keys(contract.operations);
  const own = Object.values(contract.resources)
    .filter(({ minimal }) => minimal === undefined)
    .flatMap((resource) => operationsOf(resource));
  const wanted = words.flatMap((word) => {
    if (word === 'all') return names;
    if (word === 'policies') return own;
    const found = names.filter((name) => picomatch(word, { nocase: true })(name));
    if (found.length === 0)
      throw new UsageError(
        `no operation matches ${word}${didYouMean(word, ['all', 'policies', ...names]) || '; give all, policies, or a glob such as Update*'}`,
      );
    return found;
  });
  return names.filter((name) => wanted.includes(name));
}
