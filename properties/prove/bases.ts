import { perform } from '../../src/grade/implementation.ts';
import { type BaseGrade, baseFailures, baseText, gradeOnBase } from '../../src/grade/on-base.ts';
import { BASES } from '../../src/reference/bases.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** Of the written faults, one in so many. */
const STRIDE = 12;

const OPTIONS = { seed: 1, runs: 10, settle: 50, lanes: 1 };

const suite = ownSuite();

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
  for (const base of BASES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const work = {
      faults: sample,
      options: OPTIONS,
      perform: (task: Parameters<typeof perform>[1]) => perform(suite, task),
    };
    const grade: BaseGrade = await gradeOnBase(suite, base, work);
    process.stdout.write(`${baseText(grade).join('\n')}\n\n`);
    failures.push(...baseFailures(grade));
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}
