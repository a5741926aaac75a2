import type { Difference } from '../../src/core/difference.ts';
import type { Deviation } from '../../src/deviations/deviation.ts';
import { deviationsOf } from '../../src/deviations/deviations.ts';
import { sampleRecords, sampleStep } from '../../src/report/testing/sample-run.ts';
import { EXAMPLES, type Example, OPERATION } from './kinds.ts';

/** The deviation that an example leads to, found by the code that reports are made with. */
export function deviationOf({ kind, operation = OPERATION, outcome = '201', found }: Example): Deviation {
  const rules = found.map(({ differences, input = {}, finding = {} }, index) => ({
    id: differences[0]?.about ?? `Rule.r${index}`,
    status: 'fail' as const,
    findings: [
      {
        operation,
        demands: 'the documentation demands otherwise',
        differences: differences.map((one): Difference => ({ kind, operation, ...one })),
        steps: [sampleStep({ operation, input, outcome })],
        ...finding,
      },
    ],
  }));
  const [deviation, ...others] = deviationsOf(sampleRecords({ rules })[0]!);
  if (!deviation || others.length > 0)
    throw new Error(`an example of ${kind} leads to ${others.length + 1} deviations`);
  return deviation;
}

/** The page of all kinds of headlines, each with what to do. */
export function findingsPage(): string {
  const rows = EXAMPLES.map((example) => {
    const { key, sentence } = deviationOf(example);
    return `| \`${key.split(':')[0]}\` | ${escaped(sentence)} | ${example.todo} |`;
  });
  return `# Findings, and what to do

A report groups findings by deviation: one mistake of the target, with a headline in one sentence. The key of a deviation, which
\`--known\` lists, begins with its kind. This table has an example of each kind of headline; yours names your operations, members
and values. \`npm run findings\` writes it from the source.

| kind | headline | what to do |
| --- | --- | --- |
${rows.join('\n')}

Start with the first deviation of a report. It explains or masks most of the others, so run again after you fix it.

- \`show N\` prints the requests and responses of finding N, and what distinguishes its request from an accepted one.
- \`explain RULE\` quotes the source of a demand. If you think that the demand is wrong, compare it with the quoted sentence.
- \`reproduce N\` repeats the calls after your change, and prints STILL FAILS or FIXED.
- \`run --watch\` restarts your server when you change it, and begins with the open deviations.
- A finding that you want to live with goes into the list of [known deviations](emulator.md#live-with-what-you-cannot-fix-yet).
- A finding that looks wrong may be one: please report it with its token.
`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
