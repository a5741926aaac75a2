import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { CaseStep, FuzzCase } from './case.ts';
import { minimised } from './minimise.ts';
import { createStep, readStep, updateStep } from './steps.ts';
import { createWorkshop } from './workshop.ts';

const contract = loadContract();
const workshop = createWorkshop(contract, 1, () => ({ steps: [] }));
const [resource] = workshop.resources;
const configs = workshop.configs(resource!);

test('the smallest case that still fails has only the calls and the value that matter', async () => {
  const update = (index: number): CaseStep => updateStep(contract, resource!, { slot: 0, config: configs[index]! });
  const plain = createStep(contract, resource!, 0, configs[0]!);
  const marked = JSON.parse(
    JSON.stringify(update(0)).replace(/"aws-cf-cd-[^"]*"|"SingleWeight"/, '"needle in a haystack"'),
  ) as CaseStep;
  const first: FuzzCase = {
    steps: [plain, readStep(resource!, 0), update(3), update(5), readStep(resource!, 0), update(2), marked],
  };
  const fails = async (one: FuzzCase): Promise<true | undefined> =>
    one.steps[0]?.slot === 0 && JSON.stringify(one.steps.at(-1)).includes('needle') ? true : undefined;
  const { case: found } = await minimised(contract, { case: first, found: true }, fails, 80);
  expect(found.steps.length).toBe(2);
  expect(JSON.stringify(found.steps[1])).not.toContain('haystack');
});
