import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contract } from '../src/core/contract.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../fixtures/contract/cloudfront.json', import.meta.url), 'utf8'),
);
const reference = createReference({ contract });

let served: Served;
beforeAll(async () => {
  served = await serve(reference);
});
afterAll(() => served.close());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const post = (body: string | Uint8Array): Promise<Response> =>
  fetch(`${served.url}/2020-05-31/continuous-deployment-policy`, { method: 'POST', body: body as BodyInit });

const MEGABYTE = 2 ** 20;
const HOSTILE: Record<string, string | Uint8Array> = {
  'a megabyte of nesting': '<a>'.repeat(MEGABYTE / 3),
  'a megabyte of text': `<a>${'x'.repeat(MEGABYTE)}</a>`,
  'a megabyte of one name': `<${'x'.repeat(MEGABYTE)}/>`,
  'a megabyte of attributes': `<a ${Array.from({ length: MEGABYTE / 10 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
  'entities that multiply': `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n} "${`&b${n - 1};`.repeat(10)}">`).join('')}]><a>&b8;</a>`,
  'an entity from a file': '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>',
  'broken UTF-8': Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3, 0x28),
  nulls: new Uint8Array(1000),
};

test.each(Object.entries(HOSTILE))('%s is a client error', async (_, body) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<Code>MalformedXML</Code>');
});

test('a body of five megabytes is too large', async () => {
  expect((await post('x'.repeat(5 * MEGABYTE))).status).toBe(413);
});

test('memory stays flat under them, nothing is kept, and the next supported request works', async () => {
  const rounds = async (count: number): Promise<void> => {
    for (let round = 0; round < count; round += 1) {
      for (const body of Object.values(HOSTILE)) await (await post(body)).arrayBuffer();
    }
  };
  await rounds(2);
  collect();
  const before = process.memoryUsage().heapUsed;
  await rounds(10);
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 * MEGABYTE);
  expect(reference.state.policies.size).toBe(0);
  const names = '<Quantity>1</Quantity><Items><DnsName>d111111abcdef80.cloudfront.net</DnsName></Items>';
  const supported = `<ContinuousDeploymentPolicyConfig><StagingDistributionDnsNames>${names}</StagingDistributionDnsNames><Enabled>true</Enabled></ContinuousDeploymentPolicyConfig>`;
  expect((await post(supported)).status).toBe(201);
});
