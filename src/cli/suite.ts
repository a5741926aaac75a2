import type { Suite } from '../grade/suite.ts';
import { rulesOf } from '../rules/index.ts';
import { loadContract } from '../schema/contract.ts';
import { openStaging } from '../staging.ts';
import { retrying } from '../targets/retry.ts';
import { VERSION } from '../version.ts';

/** This package's own suite, as it is graded. */
export function ownSuite(): Suite {
  const contract = loadContract();
  return {
    contract,
    version: VERSION,
    rules: rulesOf(contract),
    async open(target, { seed, lanes }) {
      const patient = retrying(contract, target, { base: 1 });
      const opened = await openStaging(contract, patient, 'auto', { seed, lanes, token: 'grade' });
      return { target: opened.target, names: opened.names, lanes: opened.lanes };
    },
  };
}
