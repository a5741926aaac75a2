import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { foldersOf, watchFiles } from './watched-files.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'watched-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...path: string[]): void => writeFileSync(join(folder, ...path), String(Math.random()));

test('a command is watched in the folders of the files that it names', () => {
  mkdirSync(join(folder, 'app'));
  write('app', 'server.py');
  expect(foldersOf(`PORT=1 python3 ${folder}/app/server.py --port 4566`)).toEqual([join(folder, 'app')]);
  expect(foldersOf(`cd ${folder}/app && run-it`)).toEqual([join(folder, 'app')]);
  expect(foldersOf('npm start')).toEqual([process.cwd()]);
  expect(foldersOf(`${process.execPath} ${folder}/app/server.py`)).toEqual([join(folder, 'app')]);
});

test('a change is seen in a folder, below it, and in a folder that comes later', async () => {
  mkdirSync(join(folder, 'src'));
  const seen = new Set<string>();
  const { close } = watchFiles([folder], (file) => seen.add(file));
  for (const path of [['a.js'], ['src', 'b.js']]) {
    write(...path);
    await vi.waitFor(() => expect(seen).toContain(join(folder, ...path)));
  }
  mkdirSync(join(folder, 'later'));
  await vi.waitFor(() => expect(seen).toContain(join(folder, 'later')));
  write('later', 'c.js');
  await vi.waitFor(() => expect(seen).toContain(join(folder, 'later', 'c.js')));
  close();
});

test('a file that an editor writes and renames as it saves another is not of the source, and a removed one is', async () => {
  write('server.js');
  write('gone.js');
  const seen = new Set<string>();
  const { close, isSource } = watchFiles([folder], (file) => seen.add(file));
  write('sedX1');
  renameSync(join(folder, 'sedX1'), join(folder, 'server.js'));
  rmSync(join(folder, 'gone.js'));
  await vi.waitFor(() => expect(seen.size).toBe(3));
  expect([...seen].filter(isSource).sort()).toEqual(['gone.js', 'server.js'].map((name) => join(folder, name)));
  close();
});

test('the file into which the output of the program goes is passed over, whatever its name', async () => {
  write('notes.txt');
  const program = `
import { writeFileSync } from 'node:fs';
import { watchFiles } from ${JSON.stringify(new URL('../../dist/session/watched-files.js', import.meta.url).href)};
const seen = [];
watchFiles([${JSON.stringify(folder)}], (file) => seen.push(file));
console.error('to the file');
writeFileSync(${JSON.stringify(join(folder, 'last.js'))}, '');
setTimeout(() => console.log(JSON.stringify([...new Set(seen)])), 300);`;
  const errors = openSync(join(folder, 'notes.txt'), 'a');
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', errors],
  });
  closeSync(errors);
  expect(JSON.parse(String(stdout))).toEqual([join(folder, 'last.js')]);
});

test('what packages, tools and servers write is passed over', async () => {
  for (const name of ['node_modules', '.git', '__pycache__']) mkdirSync(join(folder, name));
  const seen: string[] = [];
  const { close } = watchFiles([folder], (file) => seen.push(file));
  for (const path of [
    ['node_modules', 'a.js'],
    ['.git', 'index'],
    ['__pycache__', 'a.py'],
    ['data.db'],
    ['out.log'],
    ['run.err'],
  ])
    write(...path);
  write('last.js');
  await vi.waitFor(() => expect(seen).toContain(join(folder, 'last.js')));
  expect(new Set(seen)).toEqual(new Set([join(folder, 'last.js')]));
  close();
});
