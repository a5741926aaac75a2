import { get } from 'node:http';
import { get as secureGet } from 'node:https';
import { connect } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { createReference } from '../reference/reference.ts';
import type { Disturbance } from './disturbance.ts';
import { createDouble } from './double.ts';
import { type Listening, type ListenOptions, listen } from './listen.ts';

const contract = loadContract();
const POLICIES = '/2020-05-31/continuous-deployment-policy';

let listening: Listening;
afterEach(() => listening.close());

async function start(disturbance?: Disturbance, options: ListenOptions = {}) {
  const disturbances = disturbance ? [{ at: 1, times: 1, disturbance }] : [];
  const service = () => createReference({ contract }).handle;
  const double = createDouble({ contract, service, signed: false, disturbances });
  listening = await listen(double, options);
  return double;
}

describe('over HTTP', () => {
  test('the service answers, and the readings are beside it', async () => {
    const double = await start();
    const answer = await fetch(listening.url + POLICIES);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<ContinuousDeploymentPolicyList');
    expect(await (await fetch(`${listening.url}/_conformance/violations`)).json()).toEqual(double.report());
    expect(double.turns).toHaveLength(1);
  });

  test('a client that takes the double for its proxy writes whole URLs, of which the path counts', async () => {
    const double = await start();
    const { port } = new URL(listening.url);
    const status = await new Promise((resolve) => {
      get({ host: '127.0.0.1', port, path: `http://cloudfront.amazonaws.com${POLICIES}?MaxItems=1` }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
    });
    expect(status).toBe(200);
    expect(double.turns.map(({ request }) => request.path)).toEqual([`${POLICIES}?MaxItems=1`]);
  });

  test('a reset breaks the connection before any answer', async () => {
    await start({ kind: 'reset', done: true });
    const { port } = new URL(listening.url);
    const code = await new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(`GET ${POLICIES} HTTP/1.1\r\nHost: a\r\n\r\n`),
      );
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on('data', () => resolve('an answer'));
    });
    expect(code).toBe('ECONNRESET');
  });

  test('a cut answer begins, but does not end', async () => {
    await start({ kind: 'cut', share: 0.5 });
    const answer = await fetch(listening.url + POLICIES);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test('a body beyond all measure is refused', async () => {
    await start();
    const body = 'x'.repeat(4 * 1024 * 1024 + 1);
    expect((await fetch(listening.url + POLICIES, { method: 'POST', body })).status).toBe(413);
  });
});

test('with a certificate it speaks HTTPS', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const double = await start(undefined, { tls: { cert, key } });
  const status = await new Promise((resolve, reject) => {
    const url = new URL(POLICIES, listening.url);
    secureGet(url, { ca: cert, servername: 'localhost', checkServerIdentity: () => undefined }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
  expect(listening.url).toMatch(/^https:/);
  expect(status).toBe(200);
  expect(double.turns).toHaveLength(1);
});
