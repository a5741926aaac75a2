import fc from 'fast-check';
import { bench, describe } from 'vitest';
import { arbitrary } from './arbitrary.ts';
import { violationArbitrary } from './cases.ts';
import { createJudge } from './certificate.ts';
import { constraints } from './constraints.ts';
import { loadContract } from './contract.ts';

const contract = loadContract();
const operation = 'CreateContinuousDeploymentPolicy';
const { input } = contract.operations[operation]!;
const judge = createJudge(contract);
const supported = arbitrary(contract, input);
const violation = fc.oneof(
  ...constraints(contract, input).flatMap((constraint) => violationArbitrary(contract, input, constraint) ?? []),
);

/** One iteration is 1,000 cases, so that 50 iterations a second are 50,000 cases a second. */
describe('1,000 cases in one process', () => {
  bench('supported: generate and judge', () => {
    for (const request of fc.sample(supported, 1_000)) judge(operation, request);
  });
  bench('violations: generate and judge', () => {
    for (const { input: request } of fc.sample(violation, 1_000)) judge(operation, request);
  });
  const requests = fc.sample(supported, 1_000);
  bench('judge alone', () => {
    for (const request of requests) judge(operation, request);
  });
});
