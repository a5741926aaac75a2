import { beforeEach, describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import { createReference } from '../reference/reference.ts';
import { createDouble, type Double } from './double.ts';

const contract = joinedContract();
const XMLNS = contract.service.namespace;

let double: Double;
beforeEach(() => {
  double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
});

const RIGHT = `<ContinuousDeploymentPolicyConfig xmlns="${XMLNS}"><StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>d111111abcdef8.cloudfront.net</DnsName></Items></StagingDistributionDnsNames><Enabled>true</Enabled><TrafficConfig><SingleWeightConfig><Weight>0.1</Weight></SingleWeightConfig><Type>SingleWeight</Type></TrafficConfig></ContinuousDeploymentPolicyConfig>`;

/** Sends the right body with some of its text replaced. */
async function send(from: string | RegExp, to: string) {
  const body = RIGHT.replaceAll(from, to);
  expect(body === RIGHT).toBe(from === '');
  const path = '/2020-05-31/continuous-deployment-policy';
  await double.handle({ method: 'POST', path, headers: {}, body: new TextEncoder().encode(body) });
  const { violations, open } = double.report();
  return {
    violations: violations.map(({ rule, place, correct }) => [rule, place, correct]),
    open: open.map(({ rule, found }) => [rule, found]),
  };
}

const ROOT = 'ContinuousDeploymentPolicyConfig';
const NAMES = `${ROOT}.StagingDistributionDnsNames`;

test('the body as documented has nothing to tell', async () => {
  expect(await send('', '')).toEqual({ violations: [], open: [] });
});

describe('an element whose right form is known is the only violation', () => {
  test.each<[string, string | RegExp, string, string, string, string]>([
    [
      'an item under another name',
      /DnsName>/g,
      'member>',
      'request.body.item-name',
      `${NAMES}.Items`,
      '<Items><DnsName>d111111abcdef8.cloudfront.net</DnsName></Items>',
    ],
    ['another case', 'Enabled>', 'enabled>', 'request.body.element-name', ROOT, '<Enabled>true</Enabled>'],
    [
      'another case of a structure',
      'TrafficConfig>',
      'trafficConfig>',
      'request.body.element-name',
      ROOT,
      '<TrafficConfig>…</TrafficConfig>',
    ],
    [
      'another namespace',
      '<Enabled>',
      '<Enabled xmlns="urn:else">',
      'request.body.namespace',
      `${ROOT}.Enabled`,
      `<Enabled xmlns="${XMLNS}">`,
    ],
    [
      'a list without its wrapper',
      /<\/?Items>/g,
      '',
      'request.body.element-place',
      NAMES,
      '<Items><DnsName>d111111abcdef8.cloudfront.net</DnsName></Items>',
    ],
    [
      'a structure without its wrapper',
      /<\/?SingleWeightConfig>/g,
      '',
      'request.body.element-place',
      `${ROOT}.TrafficConfig`,
      `<Weight> in ${ROOT}.TrafficConfig.SingleWeightConfig`,
    ],
    [
      'a list once more in itself',
      /<Items>(.*)<\/Items>/g,
      '<Items><Items>$1</Items></Items>',
      'request.body.item-name',
      `${NAMES}.Items`,
      '<Items><DnsName>…</DnsName></Items>',
    ],
    [
      'a structure once more around',
      /<SingleWeightConfig>(.*)<\/SingleWeightConfig>/g,
      '<SingleWeightConfig><Config>$1</Config></SingleWeightConfig>',
      'request.body.nesting',
      `${ROOT}.TrafficConfig.SingleWeightConfig`,
      'the elements of <Config> directly in <SingleWeightConfig>',
    ],
    [
      'an element in a text',
      '0.1',
      '<Value>0.1</Value>',
      'request.body.nesting',
      `${ROOT}.TrafficConfig.SingleWeightConfig.Weight`,
      '<Weight>0.1</Weight>',
    ],
    [
      'another root',
      new RegExp(`${ROOT}`, 'g'),
      'Config',
      'request.body.root',
      "the body's root element",
      `<${ROOT} xmlns="${XMLNS}">…</${ROOT}>`,
    ],
    [
      'another namespace of all',
      XMLNS,
      'urn:else',
      'request.body.root',
      "the body's root element",
      `<${ROOT} xmlns="${XMLNS}">…</${ROOT}>`,
    ],
  ])('%s', async (_, from, to, rule, place, correct) => {
    expect((await send(from, to)).violations).toEqual([[rule, place, correct]]);
  });

  test('text in the place of a list', async () => {
    const { violations } = await send(/<Items>.*<\/Items>/g, '<Items>d111111abcdef8.cloudfront.net</Items>');
    expect(violations.map(([rule, place]) => [rule, place])).toContainEqual([
      'StagingDistributionDnsNames.Items.type',
      `${NAMES}.Items`,
    ]);
    expect(double.report().violations[0]?.demands).not.toContain('Items.type');
  });
});

test.each([
  ['<Enabled>true</Enabled><New>1</New>', 'request.body.unknown-element', `<New> in <${ROOT}>`],
  ['<Enabled>true</Enabled><TraficConfg/>', 'request.body.unknown-element', `<TraficConfg> in <${ROOT}>`],
  ['<Enabled>true</Enabled><Enabled>true</Enabled>', 'request.body.repeated-element', '<Enabled> twice'],
])('%s is open, since a newer API may know it', async (to, rule, found) => {
  expect(await send('<Enabled>true</Enabled>', to)).toEqual({ violations: [], open: [[rule, found]] });
});

test('a body in no namespace is open: every example has one, and no page demands it', async () => {
  expect(await send(` xmlns="${XMLNS}"`, '')).toEqual({
    violations: [],
    open: [['request.body.namespace', `<${ROOT}> in no namespace`]],
  });
});

test('where a misspelt member is absent, an open element says which may be meant', async () => {
  const { open } = await send(/<TrafficConfig>.*<\/TrafficConfig>/g, '<TraficConfig/>');
  expect(open).toContainEqual([
    'request.body.unknown-element',
    `<TraficConfig> in <${ROOT}>; did you mean <TrafficConfig>?`,
  ]);
});
