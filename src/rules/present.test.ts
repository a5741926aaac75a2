import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { rowOf } from '../contracts/row.ts';
import { present } from './present.ts';

const resource = loadContract().resources.ContinuousDeploymentPolicy!;
const lacking = (...names: string[]) => ({ absent: (name: string) => names.includes(name) });

test('a resource is shown without the reading of its configuration where the target lacks that', () => {
  const shown = present(lacking('GetContinuousDeploymentPolicyConfig'), resource);
  expect(rowOf(shown).operations).not.toHaveProperty('readConfig');
  expect(rowOf(shown).operations).toMatchObject({
    read: 'GetContinuousDeploymentPolicy',
    list: 'ListContinuousDeploymentPolicies',
  });
  expect(present(lacking('GetContinuousDeploymentPolicyConfig'), resource)).toBe(shown);
});

test('and as it is where nothing is lacking, or what no rule can do without', () => {
  expect(present(lacking(), resource)).toBe(resource);
  expect(present(lacking('UpdateContinuousDeploymentPolicy'), resource)).toBe(resource);
});
