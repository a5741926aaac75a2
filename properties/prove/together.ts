import type { TogetherGrade } from '../../src/grade/together/grade.ts';
import { inspect } from '../../src/grade/together/inspect.ts';
import { MISTAKES, type Mistake } from '../../src/reference/mistakes.ts';
import { ownSuite } from '../../src/session/suite.ts';
import { cli } from '../support/cli.ts';

const suite = ownSuite();
const OPTIONS = { seed: 1, runs: 8, settle: 50, lanes: 1, shrink: true };

/** The groups that are judged, as words of `grade`; the sample takes less than three minutes. */
const GROUPS: { title: string; words: string; sample: string }[] = [
  { title: 'groups of 8', words: '--together 8 --groups 60', sample: '--together 8 --groups 3' },
  { title: 'groups of 16', words: '--together 16 --groups 60', sample: '--together 16 --groups 1' },
  {
    title: 'pairs that share an operation or a place',
    words: '--together 2 --sharing --groups 4000 --minutes 20',
    sample: '--together 2 --sharing --groups 10',
  },
  { title: 'repair walks', words: '--together 8 --groups 10 --walk', sample: '--together 4 --groups 1 --walk' },
];

/**
 * `npm run prove together`: servers with several mistakes at once. In groups of faults, in pairs and on servers that are built
 * on one mistake each, the report names every cause once and nothing else. `--sample` takes a few of each.
 */
export async function prove(): Promise<void> {
  const sample = process.argv.includes('--sample');
  const failures = [...(await provedMistakes()), ...(await provedPairs())];
  for (const { title, words, sample: fewer } of GROUPS) failures.push(...(await proved(title, sample ? fewer : words)));
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function proved(title: string, words: string): Promise<string[]> {
  const { code, out, err } = await cli(['grade', ...words.split(' '), '--format', 'json']);
  if (code === null || code > 1) throw new Error(err);
  const { summary, seconds } = JSON.parse(out) as TogetherGrade;
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  print(title, [
    `${summary.groups} servers in ${seconds} s (${words})`,
    `${summary.named} of ${summary.causes} faults named (${share(summary.namedShare)}), ${summary.masked} masked`,
    `${summary.headingsPerFault.toFixed(2)} headings for each fault, ${summary.uncaused} of ${summary.headings} without a cause`,
    `${share(summary.unjudgedShare)} of the rules without a verdict`,
    `${summary.untilAll ?? 'no'} requests in the median until all causes are named`,
    ...(summary.walks > 0 ? [`${summary.mended} of ${summary.walks} walks end with CONFORMS`] : []),
  ]);
  return code === 0 ? [] : [`${title}: the goals are missed`];
}

/** Each server that is built on one mistake has one heading, and it says what the mistake is. */
async function provedMistakes(): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, about, says } of MISTAKES) {
    const { headings } = await inspect(suite, { faults: [name], options: OPTIONS });
    print(`${name}: ${about}`, [`${headings.length} headings`, ...headings.map(({ sentence }) => sentence)]);
    if (headings.length !== 1) failures.push(`${name}: ${headings.length} headings`);
    if (!headings.some(({ sentence }) => says.test(sentence))) failures.push(`${name}: no heading says ${says}`);
  }
  return failures;
}

/** Two such mistakes in one server have a heading each, unless one hides the other. */
async function provedPairs(): Promise<string[]> {
  const failures: string[] = [];
  const lines: string[] = [];
  for (const [one, other] of pairs(MISTAKES)) {
    const { headings, unseen } = await inspect(suite, { faults: [one.name, other.name], options: OPTIONS });
    const missed = [one, other].filter(
      ({ name, says }) => !unseen.includes(name) && !headings.some(({ sentence }) => says.test(sentence)),
    );
    const due = 2 - unseen.length;
    const hidden = unseen.length > 0 ? `, ${unseen.join(' and ')} hidden` : '';
    lines.push(`${one.name} and ${other.name}: ${headings.length} headings${hidden}`);
    if (headings.length !== due)
      failures.push(`${one.name} and ${other.name}: ${headings.length} headings, not ${due}`);
    for (const { name } of missed) failures.push(`${one.name} and ${other.name}: ${name} is not named`);
  }
  print('two mistakes in one server', lines);
  return failures;
}

const pairs = (all: readonly Mistake[]): [Mistake, Mistake][] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other): [Mistake, Mistake] => [one, other]));

const print = (title: string, lines: readonly string[]): void =>
  void process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
