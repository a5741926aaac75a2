import { expect, test } from 'vitest';
import { gradeGroup } from './group.ts';
import { account, heading, inspected } from './testing/accounts.ts';

const faults = ['moss', 'mould'].map((name) => ({ name, about: `It grows ${name}.` }));
const alone = new Map([
  ['moss', account(['green', 'soft'])],
  ['mould', account(['grey'])],
]);

test('a fault is named where the report holds the first heading that it has alone', () => {
  const { causes } = gradeGroup(faults, inspected(['soft', 'grey']), alone);
  expect(causes).toMatchObject([
    { fault: 'moss', key: 'green', named: false },
    { fault: 'mould', key: 'grey', named: true, after: 1 },
  ]);
});

test('a heading is caused by every fault that has it alone, and by none where no fault has', () => {
  const { headings } = gradeGroup(faults, inspected(['soft', 'wet']), alone);
  expect(headings.map(({ causedBy }) => causedBy)).toEqual([['moss'], []]);
});

test('a fault that shows nothing beside the others is masked, and is neither named nor missed', () => {
  const graded = gradeGroup(faults, inspected(['grey'], ['moss']), alone);
  expect(graded.masked).toEqual(['moss']);
  expect(graded.causes.map(({ fault }) => fault)).toEqual(['mould']);
});

test('a rule has no verdict where it was not judged or where a heading masks it, and counts once', () => {
  const graded = gradeGroup(
    faults,
    inspected([], [], {
      unjudged: [{ rule: 'rule.a', reason: 'no tree' }],
      headings: [heading('green', { masked: ['rule.a', 'rule.b'] })],
    }),
    alone,
  );
  expect(graded.unjudged).toEqual([
    { rule: 'rule.a', reason: 'no tree' },
    { rule: 'rule.b', reason: 'masked by green' },
  ]);
});
