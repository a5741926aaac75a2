import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

interface Action {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: { run?: string; shell?: string; env?: Record<string, string>; id?: string }[] };
}

describe('the action', () => {
  const { inputs, runs } = parse(read('action.yml')) as Action;
  const step = runs.steps.find(({ id }) => id === 'run')!;

  test('hands every input to its step in the environment, never in the text of the script', () => {
    const used = Object.values(step.env ?? {}).join(' ');
    const names = Object.keys(inputs).filter((name) => name !== 'working-directory');
    expect(names.filter((name) => !used.includes(`inputs.${name} `))).toEqual([]);
    for (const { run = '', shell } of runs.steps) {
      expect(run).not.toContain('${{');
      if (run !== '') expect(shell).toBe('bash');
    }
  });

  const act = (inputs: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'action-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const output = join(folder, 'output');
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', step.run!], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        PROGRAM: join(ROOT, 'dist/cli/main.js'),
        ...{ ENDPOINT: '', REFERENCE: '', START: '', PRESET: '', KNOWN: '', ARGUMENTS: '', ...inputs },
        GITHUB_OUTPUT: output,
      },
    });
    return { status, stdout, stderr, output: existsSync(output) ? readFileSync(output, 'utf8') : '' };
  };
  const ARGUMENTS = '--name\na name with blanks\n--rules\nlifecycle.read.after-create\n';

  test('runs what its inputs say, words with blanks too, and hands on the exit code', () => {
    const ended = act({ REFERENCE: 'true', PRESET: 'policies', ARGUMENTS });
    expect(ended).toMatchObject({ status: 0, output: 'exit-code=0\n' });
    expect(ended.stdout).toMatch(/^CONFORMS {2}a name with blanks/m);
  });

  test('does not judge the built-in reference unless it is asked to', () => {
    const ended = act({ ARGUMENTS });
    expect(ended).toMatchObject({ status: 2, output: 'exit-code=2\n', stdout: '' });
    expect(ended.stderr).toMatch(/^no target was given; .*reference: true/m);
    expect(act({ REFERENCE: 'yes', ARGUMENTS })).toMatchObject({ status: 2, stdout: '' });
  });

  test('takes a target from its arguments', () => {
    const ended = act({ ARGUMENTS: '--endpoint\nhttp://127.0.0.1:1\n' });
    expect(ended.stdout).toContain('gives no answer');
  });
});

describe('the container file', () => {
  const lines = read('Containerfile').split('\n');

  test('copies what is there, and all that the package ships', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    // A container runs the program; its pages are for people who install the package.
    const shipped = files.filter((file) => !/^!|^docs\//.test(file));
    expect(shipped.filter((file) => !lines.some((line) => copies(line, file)))).toEqual([]);
  });

  test('runs as a non-root user', () => {
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
  });
});

/** Whether a line brings a file to the last stage. */
function copies(line: string, file: string): boolean {
  const place = line.split(' ').at(-1)!;
  return line.startsWith('COPY ') && (file === place || file.startsWith(`${place}/`));
}
