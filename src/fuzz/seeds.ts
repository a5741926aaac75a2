import { operationOf } from '../contracts/resource.ts';
import type { FuzzCase } from './case.ts';
import { createStep, deleteStep, listStep, readStep, updateStep } from './steps.ts';
import type { Workshop } from './workshop.ts';

/** Plain cases to begin with: each small configuration created, replaced by the next one, read, listed and deleted. */
export function seedCases({ contract, resources, configs }: Workshop): FuzzCase[] {
  return resources.flatMap((resource) => {
    const pool = configs(resource).slice(0, 12);
    return pool.map((config, index) => ({
      steps: [
        createStep(contract, resource, 0, config),
        readStep(resource, 0),
        updateStep(contract, resource, { slot: 0, config: pool[(index + 1) % pool.length]! }),
        readStep(resource, 0, 'readConfig'),
        ...(operationOf(resource, 'list') === undefined ? [] : [listStep(resource)]),
        deleteStep(resource, 0),
        readStep(resource, 0),
      ],
    }));
  });
}
