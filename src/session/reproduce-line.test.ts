import { expect, test } from 'vitest';
import { reproduceLine } from './reproduce-line.ts';

const line = { rule: 'lifecycle.list.ids', token: '', words: ['--endpoint http://127.0.0.1:9/'], seed: 7, runs: 50 };

test('a finding with calls is made again by its token', () => {
  expect(reproduceLine({ ...line, token: 'TOKEN' })).toBe(
    'cloudfront-conformance reproduce TOKEN --endpoint http://127.0.0.1:9/',
  );
});

test('one without calls by its rule, with the seed and the number of cases of the run', () => {
  expect(reproduceLine(line)).toBe(
    "cloudfront-conformance run --endpoint http://127.0.0.1:9/ --rules 'lifecycle.list.ids' --seed 7 --runs 50",
  );
});

test('with the resource where one was named, quoted for a shell', () => {
  expect(reproduceLine({ ...line, resource: 'a b.json' })).toContain("--resource 'a b.json' ");
});

test('a finding on traffic by the same words under its own command', () => {
  expect(reproduceLine({ command: 'traffic', rule: 'traffic.weight', words: ['--fault', 'x'], seed: 2 })).toBe(
    "cloudfront-conformance traffic --fault x --rules 'traffic.weight' --seed 2",
  );
});

test('where no command reaches the target, a sentence says what to judge', () => {
  expect(reproduceLine({ ...line, words: undefined })).toBe('judge lifecycle.list.ids with the seed 7');
});
