import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { fallen, percent, roomOf, roomsOf, type Scores, scoresOf } from './score.ts';

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const HELP = `Usage: npm run mutants -- [PATH ...] [--write-baseline] [--survivors]

Puts small mistakes into the source, one at a time, and counts how many the unit
tests of the same room notice. PATH is a file or folder of src/; all rooms whose
silent errors hurt users most if it is left out. Results are kept in
reports/mutants/, and only what changed since is tried again. Exits with 1 where
a whole room falls below properties/mutants/baseline.json. Texts are not changed, nor
values that are computed once when a module loads; left out is what only a browser
or another program can try: the HTML report, scripts, and serve.

  --write-baseline  keep the scores of whole rooms as the new baseline
  --survivors       show each mutant that no test noticed

Examples:
  npm run mutants -- src/provision/journal.ts --survivors
  npm run mutants -- src/run src/cli
  npm run mutants -- src/report --write-baseline
`;

const ROOMS = ['run', 'provision', 'cli', 'rules', 'report', 'double', 'targets', 'session', 'middleware'].map(
  (room) => `src/${room}`,
);
const TESTED = 'MUTANTS_TESTED';
/** What tests in a browser or with other programs hold, of which each run takes seconds. */
const ELSEWHERE = ['src/report/html/**', 'src/report/script/**', 'src/cli/commands/serve*.ts'];
const BASELINE = fileURLToPath(new URL('baseline.json', import.meta.url));
const FLAGS = ['--write-baseline', '--survivors', '--help', '-h'];

const words = process.argv.slice(2);
const paths = words.filter((word) => !word.startsWith('-'));
const wrong =
  words.find((word) => word.startsWith('-') && !FLAGS.includes(word)) ?? paths.find((path) => !existsSync(path));

if (words.includes('--help') || words.includes('-h')) process.stdout.write(HELP);
else if (wrong !== undefined) {
  process.stderr.write(`there is no ${wrong}; give files or folders of src/, or --help\n`);
  process.exitCode = 2;
} else await mutate(paths.length > 0 ? paths : ROOMS);

async function mutate(chosen: string[]): Promise<void> {
  process.env[TESTED] = [...new Set(chosen.map(roomOf))].join(',');
  const results = await new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: fileURLToPath(new URL('vitest.config.ts', import.meta.url)) },
    coverageAnalysis: 'perTest',
    mutate: [
      ...chosen.map((path) => (statSync(path).isDirectory() ? `${path}/**/*.ts` : path)),
      '!src/**/*.test.ts',
      '!src/**/testing/**',
      ...ELSEWHERE.map((path) => `!${path}`),
    ],
    // What a message says is read by people; tests hold the decisions.
    mutator: { excludedMutations: ['StringLiteral'] },
    reporters: ['progress-append-only'],
    disableTypeChecks: false,
    concurrency: 2,
    tempDirName: 'reports/mutants/work',
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `reports/mutants/${nameOf(chosen)}.json`,
    logLevel: 'warn',
  } as ConstructorParameters<typeof Stryker>[0]).runMutationTest();
  if (words.includes('--survivors')) results.filter(isMissed).forEach(show);
  const scores = scoresOf(results.map(({ fileName, status }) => ({ fileName: relative('', fileName), status })));
  const isWhole = (room: string): boolean => chosen.some((path) => path.replace(/\/$/, '') === room);
  report(scores, Object.fromEntries(Object.entries(roomsOf(scores)).filter(([room]) => isWhole(room))));
}

/** The name of a file for the results of some paths: the paths where they are few, else a digest of them. */
function nameOf(chosen: readonly string[]): string {
  const name = chosen.join('+').replaceAll(/\W+/g, '-');
  return name.length <= 100 ? name : createHash('sha256').update(name).digest('hex').slice(0, 16);
}

function isMissed({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function show({ fileName, location, mutatorName, replacement, status }: MutantResult): void {
  const { start } = location;
  const code = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? '';
  process.stdout.write(
    `${relative('', fileName)}:${start.line}:${start.column} ${mutatorName}${status === 'NoCoverage' ? ', reached by no test' : ''}\n` +
      `    ${code.trim()}\n  → ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 120)}\n`,
  );
}

/** Prints the scores, and compares those of the rooms that were tried as a whole with the baseline. */
function report(scores: Scores, whole: Scores): void {
  for (const [name, score] of [...Object.entries(scores), ...Object.entries(roomsOf(scores))])
    process.stdout.write(
      `${name.padEnd(48)} ${`${score.noticed}/${score.total}`.padStart(11)} ${percent(score).toFixed(1).padStart(6)} %\n`,
    );
  const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Scores) : {};
  if (words.includes('--write-baseline')) {
    const rooms = Object.entries({ ...baseline, ...whole }).sort();
    writeFileSync(BASELINE, `${JSON.stringify(Object.fromEntries(rooms), null, 2)}\n`);
    return;
  }
  for (const sentence of fallen(whole, baseline)) {
    process.stderr.write(`fell below the baseline: ${sentence}\n`);
    process.exitCode = 1;
  }
}
