import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Grade } from '../../src/grade/grade.ts';
import type { Measured } from '../bench/measure.ts';
import { figuresOf } from './figures.ts';
import { figuresMarkdown, withFigures } from './markdown.ts';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Runs one of our commands, which writes JSON to the file that is its last word, and reads it. */
function measured<T>(...words: string[]): T {
  process.stderr.write(`${words.map((word) => word.replace(file(''), '')).join(' ')}\n`);
  // A grade that does not hold and a goal that is missed are figures too.
  const { error } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error) throw error;
  return read(words.at(-1)!);
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

await new Command('npm run figures --')
  .description(
    'Grades the suite, measures how fast it is, and writes both into docs/figures.md. Leave the machine alone meanwhile.',
  )
  .option('--grade <file>', 'what grade --seeds 20 --format json has written, instead of grading now')
  .option('--bench <file>', 'what npm run bench -- --json has written, instead of measuring now')
  .action((options: { grade?: string; bench?: string }) => {
    const folder = mkdtempSync(join(tmpdir(), 'figures-'));
    const main = file('dist/cli/main.js');
    const jiti = file('node_modules/jiti/lib/jiti-cli.mjs');
    const bench = options.bench
      ? read<Measured>(options.bench)
      : measured<Measured>(jiti, file('properties/bench/main.ts'), '--json', join(folder, 'bench.json'));
    const grade = options.grade
      ? read<Grade>(options.grade)
      : measured<Grade>(main, 'grade', '--seeds', '20', '--best', '--output', join(folder, 'grade.json'));
    rmSync(folder, { recursive: true });
    const figures = figuresOf(grade, bench);
    writeFileSync(file('fixtures/figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
    const lines = figuresMarkdown(figures);
    const page = file('docs/figures.md');
    writeFileSync(page, withFigures(readFileSync(page, 'utf8'), lines));
    process.stdout.write(`${lines}\n`);
  })
  .parseAsync();
