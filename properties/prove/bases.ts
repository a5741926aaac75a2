import picomatch from 'picomatch';
import { perform } from '../../src/grade/subject.ts';
import type { Trial, TrialOptions } from '../../src/grade/trial.ts';
import { BASES, type Base } from '../../src/reference/bases.ts';
import type { Fault } from '../../src/reference/faults/fault.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** Of the faults that are found without a base, one in so many. */
const STRIDE = 12;

/** The least share of the visible faults that must be found on a base, and the largest of the rules that may be silent. */
const FOUND = 0.95;
const SILENT = 0.03;

const OPTIONS: TrialOptions = { seed: 1, runs: 10, settle: 50, lanes: 1 };

const suite = ownSuite();
const isRule = (breaks: string): ((id: string) => boolean) => picomatch(breaks, { bash: true });
const all = [...suite.rules.answer, ...suite.rules.active].map(({ id }) => id);

/**
 * `npm run prove bases`: the suite on servers with which something is wrong altogether. On each base at least 95 % of a sample
 * of the other faults are found, and at most 3 % of the rules that do not rest on the base are not judged. Words choose
 * bases; `--full` takes every fault.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const full = words.includes('--full');
  const names = words.filter((word) => word !== '--full');
  const sample = FAULTS.filter(({ kind }) => full || kind === 'written').filter((_, at) => full || at % STRIDE === 0);
  const failures: string[] = [];
  for (const base of BASES.filter(({ name }) => names.length === 0 || names.includes(name)))
    failures.push(...(await proveOne(base, sample)));
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function proveOne(base: Base, sample: readonly Fault[]): Promise<string[]> {
  const alone = await perform(suite, { subject: { base: base.name }, options: OPTIONS });
  const concerned = all.filter((id) => !base.rests.test(id));
  const silent = alone.skipped.filter(({ rule }) => concerned.includes(rule));
  const known = new Set(alone.sightings.map(({ rule }) => rule));
  const visible = sample.filter((fault) => isVisible(base, fault, known));
  const missed: string[] = [];
  for (const { name, breaks } of visible) {
    const trial = await perform(suite, {
      subject: { fault: name, on: base.name },
      options: { ...OPTIONS, until: breaks },
    });
    if (!isFound(trial, breaks)) missed.push(name);
  }
  const found = visible.length - missed.length;
  const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
  print(
    `${base.name}: ${share(found, visible.length)} faults found, ${share(silent.length, concerned.length)} rules silent`,
  );
  for (const name of missed) print(`  missed: ${name}`);
  for (const { rule, reason } of silent) print(`  silent: ${rule}: ${reason}`);
  return [
    ...(found / visible.length < FOUND ? [`${base.name}: too many faults are missed`] : []),
    ...(silent.length / concerned.length > SILENT ? [`${base.name}: too many rules are silent`] : []),
  ];
}

/** Whether some rule could still tell a fault: one that names its cause, does not rest on the base and has nothing to say of it alone. */
function isVisible({ rests }: Base, { breaks }: Fault, known: ReadonlySet<string>): boolean {
  return all.some((id) => isRule(breaks)(id) && !rests.test(id) && !known.has(id));
}

const isFound = ({ sightings }: Trial, breaks: string): boolean => sightings.some(({ rule }) => isRule(breaks)(rule));

const print = (line: string): void => void process.stdout.write(`${line}\n`);
