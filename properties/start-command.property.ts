import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createReference } from '../src/reference/reference.ts';
import { serve } from '../src/reference/serve.ts';
import { freePort } from './support/free-port.ts';
import { inProcess } from './support/in-process.ts';
import { contract } from './support/judging.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exported = (name: string): string => new URL(`../dist/exports/${name}.js`, import.meta.url).href;

const run = (...words: string[]) => inProcess(['run', '--rules', 'lifecycle.*', ...words], { cwd: folder });

test('run refuses an endpoint that answers before --start, and sends nothing to it', async () => {
  const reference = createReference({ contract });
  const { url, close } = await serve(reference);
  const { code, err } = await run('--endpoint', url, '--start', 'sleep 60');
  await close();
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^.* already answers before .*\n$/) });
  expect(reference.state.requests).toBe(0);
});

test.each(['no-such-program-here', 'exit 3'])('run ends with 2 where the command is %s', async (command) => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const { code, err } = await run('--endpoint', endpoint, '--start', command);
  expect(code).toBe(2);
  expect(err).toMatch(/^the --start command exited with code (127|3) before/);
});

test('a server that exits once and never again is not green, though all rules hold after its restart', async () => {
  const port = await freePort();
  const [file, exited] = [join(folder, 'ends-once.mjs'), join(folder, 'exited')];
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
import { createReference, serve } from '${exported('reference')}';
import { loadContract } from '${exported('schema')}';
const reference = createReference({ contract: loadContract() });
let left = existsSync('${exited}') ? Infinity : 200;
const handle = (request) => {
  if (left-- > 0) return reference.handle(request);
  writeFileSync('${exited}', '');
  process.exit(5);
};
await serve({ ...reference, handle }, { port: ${port} });`,
  );
  const { code, out } = await run('--endpoint', `http://127.0.0.1:${port}`, '--start', `node ${file}`);
  expect(out).toMatch(
    /INCONCLUSIVE .* \d+ rules hold; .*the --start command exited with code 5 during the run and was/,
  );
  expect(code).toBe(2);
});

test('a server that conforms but exits during the run is not green, and its exit code is told', async () => {
  const port = await freePort();
  const file = join(folder, 'ends.mjs');
  writeFileSync(
    file,
    `import { createReference, serve } from '${exported('reference')}';
import { loadContract } from '${exported('schema')}';
const reference = createReference({ contract: loadContract() });
let left = 200;
const handle = (request) => (left-- > 0 ? reference.handle(request) : process.exit(5));
await serve({ ...reference, handle }, { port: ${port} });`,
  );
  const { code, out } = await run('--endpoint', `http://127.0.0.1:${port}`, '--start', `node ${file}`);
  expect(out).toContain('the --start command exited with code 5 during the run');
  expect(code).toBe(2);
});
