import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Contract } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { caller } from './caller.ts';
import { createReference } from './reference.ts';

const contract: Contract = JSON.parse(
  readFileSync(new URL('../../fixtures/contract/cloudfront.json', import.meta.url), 'utf8'),
);
const config: JsonObject = {
  StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef80.cloudfront.net'] },
  Enabled: true,
  TrafficConfig: { SingleHeaderConfig: { Header: 'aws-cf-cd-a', Value: 'v' }, Type: 'SingleHeader' },
};
const utf8 = new TextEncoder();

/** Sends a create whose body went through `change`; gives the answer in short and how many policies there are then. */
async function send(change: (body: string) => string | Uint8Array): Promise<[string, number]> {
  const { handle, state } = createReference({ contract });
  const outcome = await caller(contract, handle)(
    'CreateContinuousDeploymentPolicy',
    { ContinuousDeploymentPolicyConfig: config },
    (request) => {
      const body = change(new TextDecoder().decode(request.body));
      return { ...request, body: typeof body === 'string' ? utf8.encode(body) : body };
    },
  );
  const answer = outcome.kind === 'refused' ? `${outcome.status} ${outcome.error.code}` : outcome.kind;
  return [answer, state.policies.size];
}

const after = (text: string, addition: string) => (body: string) => body.replace(text, text + addition);

test.each<[string, (body: string) => string | Uint8Array, string]>([
  ['a truncated body', (body) => body.slice(0, -20), '400 MalformedXML'],
  ['mismatched tags', (body) => body.replace('</Enabled>', '</enabled>'), '400 MalformedXML'],
  ['a control character', after('<Enabled>', '\u0001'), '400 MalformedXML'],
  [
    'bytes that are no UTF-8',
    (body) => Buffer.from(body.replace('<Value>v', '<Value>\u00e9'), 'latin1'),
    '400 MalformedXML',
  ],
  ['an empty body', () => '', '400 MissingBody'],
  ['JSON', () => JSON.stringify(config), '400 MalformedXML'],
  [
    'an entity',
    (body) => body.replace('?>', '?><!DOCTYPE x [<!ENTITY e "v">]>').replace('>v<', '>&e;<'),
    '400 MalformedXML',
  ],
  ['another root', (body) => body.replaceAll('ContinuousDeploymentPolicyConfig', 'Config'), '400 MalformedXML'],
  ['another namespace', (body) => body.replace('2020-05-31', '1999-01-01'), '400 InvalidArgument'],
  ['depth', () => '<a>'.repeat(300_000), '400 MalformedXML'],
  ['size', after('<Value>', 'x'.repeat(2 ** 20)), '400 MalformedXML'],
])('%s is refused and nothing kept', async (_, change, answer) => {
  expect(await send(change)).toEqual([answer, 0]);
});

test.each<[string, (body: string) => string | Uint8Array]>([
  ['an unknown element', after('<Enabled>true</Enabled>', '<New><Enabled>x</Enabled></New>')],
  ['an unknown attribute', (body) => body.replace('<Enabled>', '<Enabled a="b">')],
  ['a comment', after('<Enabled>', '<!-- no -->')],
  ['CDATA', (body) => body.replace('>v<', '><![CDATA[v]]><')],
  [
    'another order',
    (body) =>
      body
        .replace('<Enabled>true</Enabled>', '')
        .replace('ficConfig></Cont', 'ficConfig><Enabled>true</Enabled></Cont'),
  ],
  ['a byte order mark', (body) => `\ufeff${body}`],
  ['UTF-16', (body) => Buffer.from(`\ufeff${body.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
  ['no namespace', (body) => body.replace(/ xmlns="[^"]*"/, '')],
  ['a prefix', (body) => body.replace(/<(\/?)([A-Z])/g, '<$1p:$2').replace('xmlns=', 'xmlns:p=')],
])('%s is accepted', async (_, change) => {
  expect(await send(change)).toEqual(['response', 1]);
});

test.each([
  ['GET', '/', '404 InvalidAction'],
  ['GET', '/2020-05-31/cache-policy', '404 InvalidAction'],
  ['PATCH', '/2020-05-31/continuous-deployment-policy', '405 MethodNotAllowed'],
  ['GET', '/2020-05-31/continuous-deployment-policy/%zz', '400 InvalidArgument'],
])('%s %s is answered %s', async (method, path, answer) => {
  const { handle } = createReference({ contract });
  const { status, body } = await handle({ method, path, headers: {}, body: new Uint8Array(0) });
  expect(`${status} ${/<Code>(.*)<\/Code>/.exec(new TextDecoder().decode(body))?.[1]}`).toBe(answer);
});
