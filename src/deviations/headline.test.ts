import { expect, test } from 'vitest';
import { sampleFinding, sampleStep } from '../report/testing/sample-run.ts';
import { headlineOf } from './headline.ts';

const finding = (about: Parameters<typeof sampleFinding>[2] = {}) =>
  headlineOf(sampleFinding('Tree.Height.maximum', 'documented', { demands: 'Height must not exceed 120', ...about }));

test('an accepted violation is told with the value that was sent', () => {
  expect(finding()).toBe('PlantTree accepted Height 121 (201): Height must not exceed 120');
});

test('the value at the broken place is told, whatever else sets the request apart', () => {
  const step = sampleStep({ input: { Tree: { Height: 121, Species: 'elm', Age: 3, Place: 'x' } } });
  expect(finding({ steps: [step] })).toBe('PlantTree accepted Height 121 (201): Height must not exceed 120');
});

test('the member beside it that the demand speaks of is told with its value', () => {
  const step = sampleStep({ input: { Tree: { Height: 121, Limit: 100, Species: 'oak' } } });
  const told = {
    demands: 'Height must not exceed Limit',
    steps: [step],
    supported: { Tree: { Height: 99, Limit: 100, Species: 'oak' } },
  };
  expect(finding(told)).toBe('PlantTree accepted Height 121 (201): Height must not exceed Limit (100)');
});

test('an accepted request that lacks a member is told by that member', () => {
  const step = sampleStep({ input: { Tree: { Height: 120 } } });
  expect(finding({ steps: [step], path: ['Tree', 'Species'], demands: 'Species is required' })).toBe(
    'PlantTree accepted no Species (201): Species is required',
  );
});

test('a refused request that is supported is told with the code', () => {
  const step = sampleStep({ outcome: '400 InvalidTree' });
  expect(finding({ steps: [step], expected: 'success', actual: '400 InvalidTree' })).toBe(
    'PlantTree refused Height 121 (400 InvalidTree): Height must not exceed 120',
  );
});

test('any other finding is told by what must be and what was', () => {
  const told = { demands: 'a read returns the tree', expected: 'Height 120', actual: 'no Height', steps: [] };
  expect(finding(told)).toBe('PlantTree: a read returns the tree, but no Height');
});

test('a long value is not told whole', () => {
  const step = sampleStep({ input: { Tree: { Height: 'x'.repeat(1_000_000), Species: 'oak' } } });
  expect(finding({ steps: [step] }).length).toBeLessThan(200);
});
