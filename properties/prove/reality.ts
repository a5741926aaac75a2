import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { type GradedImplementation, perform } from '../../src/grade/implementation.ts';
import type { TrialOptions } from '../../src/grade/trial.ts';
import { BASES } from '../../src/reference/bases.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { ownSuite } from '../../src/session/suite.ts';
import { type Cover, REALITY } from '../support/reality.ts';

const HOME = fileURLToPath(new URL('../..', import.meta.url));
const OPTIONS: TrialOptions = { seed: 1, runs: 10, settle: 50, lanes: 1 };
/** The largest share of rules that may stay unjudged on a base. */
const SILENT = 0.03;

interface TestResult {
  fullName: string;
  status: string;
}

/**
 * `npm run prove reality`: what went wrong on real servers, with the test, fault, variant or base that shows of each entry
 * that it does no longer. Fails where one of them fails or does not exist. Words choose entries that contain them.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const entries = REALITY.filter(({ what }) => words.every((word) => what.includes(word)));
  const results = runTests(entries.flatMap(({ covers }) => covers));
  let wrong = 0;
  for (const { what, covers } of entries) {
    print(what);
    for (const cover of covers) {
      const result = 'file' in cover ? ofTest(results, cover) : await ofSubject(cover);
      if (result !== 'holds') wrong += 1;
      print(`  ${result.padEnd(8)} ${textOf(cover)}`);
    }
  }
  print(`${entries.length} entries, ${entries.flatMap(({ covers }) => covers).length} covers, ${wrong} wrong`);
  if (wrong > 0) throw new Error(`${wrong} covers do not hold`);
}

/** Runs the tests that covers name, all at once. Gives the results by file. */
function runTests(covers: readonly Cover[]): Map<string, TestResult[]> {
  const tests = covers.flatMap((cover) => ('file' in cover ? [cover] : []));
  if (tests.length === 0) return new Map();
  const folder = mkdtempSync(join(tmpdir(), 'reality-'));
  const out = join(folder, 'results.json');
  const names = tests.map(({ test }) => test.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const files = [...new Set(tests.map(({ file }) => file))];
  try {
    const words = [
      'vitest',
      'run',
      ...files,
      '-t',
      [...new Set(names)].join('|'),
      '--reporter=json',
      `--outputFile=${out}`,
    ];
    spawnSync('npx', words, { cwd: HOME, stdio: 'ignore' });
    const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as {
      testResults: { name: string; assertionResults: TestResult[] }[];
    };
    return new Map(
      testResults.map(({ name, assertionResults }) => [relative(HOME, name).split(sep).join('/'), assertionResults]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ofTest(results: Map<string, TestResult[]>, { file, test }: Extract<Cover, { file: string }>): string {
  const named = (results.get(file) ?? []).filter(({ fullName }) => fullName.includes(test));
  if (named.length === 0) return 'NO TEST';
  if (named.some(({ status }) => status === 'failed')) return 'FAILS';
  return named.some(({ status }) => status === 'passed') ? 'holds' : 'SKIPPED';
}

async function ofSubject(cover: Exclude<Cover, { file: string }>): Promise<string> {
  if ('fault' in cover) return ofFault(cover.fault);
  const subject: GradedImplementation = cover;
  const options = 'variant' in cover ? { ...OPTIONS, settle: 2000 } : OPTIONS;
  const { sightings, skipped, error } = await perform(ownSuite(), { subject, options });
  if (error !== undefined) return 'FAILS';
  if ('variant' in cover) return sightings.some(({ evidence }) => evidence !== 'inferred') ? 'ALARMS' : 'holds';
  const { rests } = BASES.find(({ name }) => name === cover.base)!;
  const { active, answer } = ownSuite().rules;
  const silent = skipped.filter(({ rule }) => !rests.test(rule));
  return silent.length > SILENT * (active.length + answer.length) ? 'SILENT' : 'holds';
}

async function ofFault(name: string): Promise<string> {
  const fault = FAULTS.find((one) => one.name === name);
  if (!fault) return 'NO FAULT';
  const options = { ...OPTIONS, until: fault.breaks };
  const { sightings } = await perform(ownSuite(), { subject: { fault: name }, options });
  const isItsCause = picomatch(fault.breaks, { bash: true });
  return sightings.some(({ rule }) => isItsCause(rule)) ? 'holds' : 'MISSED';
}

const textOf = (cover: Cover): string =>
  'file' in cover ? `${cover.file} › ${cover.test}` : Object.entries(cover).flat().join(' ');

const print = (line: string): void => void process.stdout.write(`${line}\n`);
