import { describe, expect, test } from 'vitest';
import type { HttpResponse } from '../src/core/outcome.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import { defectFaults } from '../src/reference/faults/defects.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import type { Modification } from '../src/reference/modification.ts';
import { answers, bodyText, withBody } from '../src/reference/rewriting.ts';
import { judge, referenceWith } from './support/judging.ts';

/** Faults that are of this kind, too. */
const OTHERS = ['errors-without-envelope', 'one-level-deeper'];
const DEFECTS = [...defectFaults, ...FAULTS.filter(({ name }) => OTHERS.includes(name))];

/** Rules that one defect of documents may leave unjudged, of a hundred. */
const UNJUDGED = 3;

const HOW = { runs: 2, settle: 0, concurrency: 1 };
const skippedIn = ({ rules }: RunRecord): string[] =>
  rules.filter(({ status }) => status === 'skip').map(({ id, reason }) => `${id}: ${reason}`);

describe('one defect of documents is one finding, and the other rules are judged', () => {
  test.each(DEFECTS.map((fault) => [fault.name, fault] as const))('%s', async (_, fault) => {
    const record = await judge(referenceWith(fault), '*', HOW);
    const { rules } = record;
    const broken = rules.filter(({ status }) => status !== 'skip' && status !== 'pass').map(({ id }) => id);
    expect(broken).toEqual([fault.breaks]);
    const skipped = skippedIn(record);
    expect(skipped.length / rules.length, skipped.join('\n')).toBeLessThanOrEqual(UNJUDGED / 100);
  });
});

const created = (change: (response: HttpResponse) => HttpResponse): Modification => ({
  handle: answers((response, { method }) => (method === 'POST' && response.status < 300 ? change(response) : response)),
});
const updated: Modification = {
  handle: answers((response, { method }) =>
    method === 'PUT' && response.status < 300 ? withBody(response, '') : response,
  ),
};
const failing = (text: string): Modification => ({
  handle: answers((response) => (response.status >= 400 ? withBody(response, text) : response)),
});

describe('an answer that no repair mends is one finding, and nobody else is blamed for it', () => {
  test.each<[string, Modification, string]>([
    ['a create without a body', created((response) => withBody(response, '')), 'answer.readable'],
    ['a create with JSON', created((response) => withBody(response, '{}')), 'answer.readable'],
    [
      'a create that breaks off',
      created((response) => withBody(response, bodyText(response).slice(0, -20))),
      'answer.well-formed',
    ],
    ['an update without a body', updated, 'answer.readable'],
    ['errors as pages', failing('<html><body>No</body></html>'), 'answer.error-envelope'],
    ['errors without a body', failing(''), 'answer.error-envelope'],
  ])('%s', async (_, modification, rule) => {
    const { rules } = await judge(referenceWith(modification), '*', HOW);
    expect(rules.filter(({ status }) => status !== 'skip' && status !== 'pass').map(({ id }) => id)).toEqual([rule]);
  });
});
