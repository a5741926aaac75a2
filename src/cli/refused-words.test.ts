import { afterEach, expect, test, vi } from 'vitest';
import { program } from './program.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

/** What a command line that is refused prints. */
async function refused(...words: string[]): Promise<string> {
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  await program([...words, '--no-config']);
  expect(process.exitCode).toBe(2);
  return text;
}

test('the password of a refused --endpoint is not echoed', async () => {
  for (const url of ['http://user:hunter2@127.0.0.1:1/', 'http://hunter2@h/?x', 'ftp://a:hunter2@h']) {
    const text = await refused('run', '--endpoint', url);
    expect(text).toContain('--endpoint');
    expect(text).not.toContain('hunter2');
  }
});

test('the value of a refused --header is not echoed', async () => {
  const text = await refused('run', '--header', 'X-Api-Key: hunter2\u0001');
  expect(text).toContain("'Name: value'");
  expect(text).not.toContain('hunter2');
});

test('what is refused does not act on the terminal', async () => {
  expect(await refused('run', '--endpoint', '\u001b]0;title\u0007')).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
});
