import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

interface Manifest {
  name: string;
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
}

const read = (file: string): string => readFileSync(`${ROOT}${file}`, 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const entries = Object.entries(manifest.exports);

/** Whether it was built from a source that is no longer there: `prepack` removes such files, a build does not. */
const isLeftover = (path: string): boolean =>
  path.startsWith('dist/') && !existsSync(`${ROOT}${path.replace('dist/', 'src/').replace(/(\.d)?\.[jt]s$/, '.ts')}`);

/** The files of the package, and their size in bytes before they are compressed. */
async function packed(): Promise<{ size: number; files: string[] }> {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
  });
  const [{ files }] = JSON.parse(stdout) as [{ files: { path: string; size: number }[] }];
  const kept = files.filter(({ path }) => !isLeftover(path));
  return { size: kept.reduce((sum, one) => sum + one.size, 0), files: kept.map(({ path }) => path) };
}

describe('the package', () => {
  test('holds what it exports and runs, no sources, tests or caches, and stays small', async () => {
    const { size, files } = await packed();
    const promised = [
      ...entries.flatMap(([, target]) => (typeof target === 'string' ? [target] : [target.types, target.default])),
      ...Object.values(manifest.bin),
      'fixtures/contract/cloudfront.json',
    ].map((file) => file.replace('./', ''));
    expect(promised.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.filter((file) => /\.test\.|tsbuildinfo|^properties|\/testing\//.test(file))).toEqual([]);
    // A quarter of that when compressed. Contracts are 0.7 MB of it.
    expect(size).toBeLessThan(4_300_000);
  });

  const modules = entries.filter(([path, target]) => typeof target !== 'string' && path !== './vitest');
  test.each(modules)('%s can be imported by the name of the package', async (path) => {
    // By way of the exports, as another package would find it.
    const file = createRequire(import.meta.url).resolve(manifest.name + path.slice(1));
    const module = (await import(pathToFileURL(file).href)) as object;
    expect(Object.keys(module).length).toBeGreaterThan(0);
  });

  test('is installed with few others, none of which runs a script', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<
        string,
        { dev?: boolean; devOptional?: boolean; optional?: boolean; hasInstallScript?: boolean; peer?: boolean }
      >;
    };
    const installed = Object.entries(lock.packages).filter(
      ([place, { dev, devOptional, peer }]) => place !== '' && !dev && !devOptional && !peer,
    );
    expect(installed.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
    expect(installed.length).toBeLessThan(120);
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  test('the bin begins with what lets it be run', () => {
    for (const file of Object.values(manifest.bin)) {
      expect(existsSync(`${ROOT}${file}`)).toBe(true);
      expect(read(file)).toMatch(/^#!\/usr\/bin\/env node\n/);
    }
  });
});
