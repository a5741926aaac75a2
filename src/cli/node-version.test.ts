import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeProblem, OLDEST_NODE } from './node-version.ts';

test.each(['18.20.4', '20.18.9', '20.9.0', '8.0.0'])('Node %s is refused in one line', (version) => {
  expect(nodeProblem(version)).toBe(`cloudfront-conformance needs Node 20.19.0 or later, and this is Node ${version}`);
});

test.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', '100.0.0'])('Node %s is recent enough', (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test('package.json names the same version', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${OLDEST_NODE}`);
});
