import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curl } from './curl.ts';

const scope = { service: 'orchard', region: 'us-east-1' };
const request = (body: string | Uint8Array, headers: Record<string, string> = {}) => ({
  method: 'POST',
  path: '/tree?a=1&b=2',
  headers: { 'content-type': 'application/xml', ...headers },
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

/** The arguments that a shell gives curl for this line. */
function words(line: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${line}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH } })
    .split('\0')
    .slice(0, -1);
}

test('the line stands up to a shell', () => {
  expect(words(curl(request(`<a>it's "$HOME" \`x\`\n</a>`), 'http://127.0.0.1:1', scope))).toEqual([
    '-sS',
    '-i',
    '-X',
    'POST',
    'http://127.0.0.1:1/tree?a=1&b=2',
    '-H',
    'content-type: application/xml',
    '--data-binary',
    `<a>it's "$HOME" \`x\`\n</a>`,
  ]);
});

test('no credential stands in it; curl signs anew', () => {
  const line = curl(request('', { authorization: 'hunter2', 'x-amz-security-token': 'hunter3' }), 'http://h', scope);
  expect(line).not.toMatch(/hunter/);
  expect(words(line)).toEqual(
    expect.arrayContaining(['--aws-sigv4', 'aws:amz:us-east-1:orchard', '--user', 'test:test']),
  );
});

test('bytes that a shell argument cannot hold go in as base64', () => {
  expect(curl(request(Uint8Array.of(0, 255)), 'http://h', scope)).toMatch(
    /^echo AP8= \| base64 -d \| curl .* --data-binary @-$/,
  );
});
