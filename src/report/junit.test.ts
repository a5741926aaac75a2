import { parse } from 'junit2json';
import { expect, test } from 'vitest';
import { junitReport } from './junit.ts';
import { type Sample, sampleRecords, sampleStep } from './testing/sample-run.ts';

/** The report as an independent reader sees it. */
async function read(...samples: Sample[]) {
  // biome-ignore lint/suspicious/noExplicitAny: what it gives is what is looked at.
  return (await parse(junitReport(sampleRecords(...samples)))) as any;
}

const mixed: Sample = {
  rules: [
    { id: 'A.pass', status: 'pass' },
    { id: 'A.fail', status: 'fail', findings: [{}] },
    { id: 'B.warn', status: 'warn', evidence: 'inferred', findings: [{}] },
    { id: 'B.skip', status: 'skip', reason: 'no way to tell', hindrance: { kind: 'option' } },
    { id: 'B.error', status: 'error', reason: 'our own fault' },
  ],
};

test('every rule is a case, and the counts are those of the cases', async () => {
  const { tests, failures, errors, testsuite } = await read(mixed);
  expect({ tests, failures, errors }).toEqual({ tests: 5, failures: 1, errors: 1 });
  expect(testsuite[0]).toMatchObject({ name: 'orchard', tests: 5, failures: 1, errors: 1, skipped: 1 });
  expect(testsuite[0].testcase.map(({ name }: { name: string }) => name)).toEqual(mixed.rules!.map(({ id }) => id));
});

test('a failure says what was demanded and what came, a skip says why, a warning passes', async () => {
  const [suite] = (await read(mixed)).testsuite;
  const [pass, fail, warn, skip, error] = suite.testcase;
  expect(Object.keys(pass)).toEqual(['name', 'classname', 'time']);
  expect(fail.failure[0].message).toMatch(/^broken:A\.fail: PlantTree .*; A\.fail holds; got accepted: 201$/);
  expect(fail.failure[0].inner).toContain("--data-binary '<Tree><Height>121</Height>");
  expect(warn).not.toHaveProperty('failure');
  expect(warn['system-out'][0]).toContain('warning: B.warn holds');
  expect(skip.skipped[0].message).toBe('no way to tell');
  expect(error.error[0].message).toBe('our own fault');
});

test('each target is a suite', async () => {
  const { testsuite } = await read(mixed, { target: 'meadow' });
  expect(testsuite.map(({ name }: { name: string }) => name)).toEqual(['orchard', 'meadow']);
});

test('a record that broke off is in error', async () => {
  const [suite] = (await read({ cut: true })).testsuite;
  expect(suite.testcase.at(-1)).toMatchObject({
    name: 'the run is whole',
    error: [{ message: 'partial: the record ends early' }],
  });
});

test('whatever a target answers, the report stays XML and shows it', async () => {
  const evil = `]]><script>&amp;"' \u0000\u0008\u001b\ufffe \ud800 \u202e ${'x'.repeat(100_000)}`;
  const step = sampleStep({ response: { status: 200, headers: {}, body: { text: evil } }, outcome: evil });
  const [suite] = (
    await read({
      target: evil,
      rules: [
        { id: 'A.fail', status: 'fail', findings: [{ actual: evil, steps: [step] }] },
        { id: 'A.skip', status: 'skip', reason: evil },
      ],
    })
  ).testsuite;
  const shown = `]]><script>&amp;"' \\u0000\\u0008\\u001b\\ufffe \\ud800 \\u202e x`;
  expect(suite.name).toContain(shown);
  expect(suite.testcase[0].failure[0].inner).toContain(shown);
  expect(suite.testcase[1].skipped[0].message).toContain(shown);
});

test('a known deviation is skipped with its reason', async () => {
  const [record] = sampleRecords({ rules: [{ id: 'A.fail', status: 'fail', findings: [{}] }] });
  const known = { rule: 'A.*', reason: 'ticket 12' };
  record!.known = { strict: false, entries: [known] };
  record!.rules[0]!.known = known;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const { testsuite } = (await parse(junitReport([record!]))) as any;
  expect(testsuite[0].testcase[0].skipped[0].message).toBe('known deviation: ticket 12');
});
