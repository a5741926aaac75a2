import type { Suite } from '../grade/suite.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { rulesOf } from '../rules/index.ts';
import { loadContract } from '../schema/contract.ts';
import { nameForm } from '../schema/names.ts';
import { retrying } from '../targets/retry.ts';
import { VERSION } from './version.ts';

/** This package's own suite, as it is graded. */
export function ownSuite(): Suite {
  const contract = loadContract();
  return {
    contract,
    version: VERSION,
    rules: rulesOf(contract),
    async open(target, seed) {
      return {
        target: retrying(contract, target, { base: 1 }),
        names: syntheticSource((resource) => nameForm(contract, resource), seed),
      };
    },
  };
}
