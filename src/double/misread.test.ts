import { describe, expect, test } from 'vitest';
import { joinedContract } from '../contracts/contracts.ts';
import type { JsonObject } from '../core/json.ts';
import { createReference } from '../reference/reference.ts';
import { encoder } from '../wire/encode.ts';
import { readXml, type XmlElement } from '../wire/xml-read.ts';
import { createDouble } from './double.ts';

const contract = joinedContract();
const encode = encoder(contract);

const policy = (traffic: JsonObject): JsonObject => ({
  ContinuousDeploymentPolicyConfig: {
    StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
    Enabled: true,
    TrafficConfig: traffic,
  },
});
const SessionStickinessConfig = { IdleTTL: 300, MaximumTTL: 600 };
const REQUESTS: [operation: string, input: JsonObject][] = [
  [
    'CreateContinuousDeploymentPolicy',
    policy({ Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1, SessionStickinessConfig } }),
  ],
  [
    'CreateContinuousDeploymentPolicy',
    policy({ Type: 'SingleHeader', SingleHeaderConfig: { Header: 'aws-cf-cd-next', Value: 'yes' } }),
  ],
  [
    'CreateDistribution',
    { DistributionConfig: { ...(contract.resources.Distribution!.original as JsonObject), CallerReference: 'new' } },
  ],
];

function requestOf(operation: string, input: JsonObject) {
  const encoded = encode(operation, input);
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const reading = readXml(encoded.request.body);
  if ('problem' in reading) throw new Error(reading.reason);
  // What was read is shared by all who read the same bytes.
  return { request: encoded.request, root: structuredClone(reading.root) };
}

const written = ({ name, text, children }: XmlElement, attributes = ''): string =>
  `<${name}${attributes}>${children.length > 0 ? children.map((child) => written(child)).join('') : text}</${name}>`;

/** What is found in a request whose body has been changed. */
async function found([operation, input]: (typeof REQUESTS)[number], change: (root: XmlElement) => void) {
  const { request, root } = requestOf(operation, input);
  change(root);
  const double = createDouble({ contract, service: () => createReference({ contract }).handle, signed: false });
  const body = new TextEncoder().encode(written(root, ` xmlns="${root.namespace}"`));
  await double.handle({ ...request, body });
  return double.report();
}

/** Every element of a body as the numbers of children that lead to it. */
const placesIn = ({ children }: XmlElement, at: number[] = []): number[][] =>
  children.flatMap((child, index) => [[...at, index], ...placesIn(child, [...at, index])]);

const elementAt = (root: XmlElement, place: readonly number[]): XmlElement =>
  place.reduce((element, index) => element.children[index]!, root);

const snake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();

/** Ways to write the name of an element wrong. */
const NAMES: [way: string, name: (right: string) => string][] = [
  ['in camel case', (name) => name[0]!.toLowerCase() + name.slice(1)],
  ['in upper case', (name) => name.toUpperCase()],
  ['in snake case', snake],
  ['in the other number', (name) => (name.endsWith('s') ? name.slice(0, -1) : `${name}s`)],
  ['as member', () => 'member'],
  ['as Item', () => 'Item'],
  ['with a letter missing', (name) => (name.length < 5 ? name : name.slice(0, 2) + name.slice(3))],
  ['with a prefix', (name) => `The${name}`],
];

/** Ways to write the nesting of an element wrong; undefined for an element that can't be written so. */
const NESTINGS: [way: string, change: (parent: XmlElement, index: number) => boolean][] = [
  [
    'without the element around its own',
    (parent, index) => {
      const { children } = parent.children[index]!;
      if (children.length > 0) parent.children.splice(index, 1, ...children);
      return children.length > 0;
    },
  ],
  ...['member', undefined].map((name): (typeof NESTINGS)[number] => [
    `with ${name ?? 'its own element'} once more inside`,
    (parent, index) => {
      const element = parent.children[index]!;
      if (element.children.length === 0) return false;
      element.children = [{ ...element, name: name ?? element.name, children: element.children }];
      return true;
    },
  ]),
];

/** Elements that may be left out, of which the name alone says nothing. */
const OPEN = ['MinTTL'];

describe('an element under a wrong name is the only violation, and the right name is told', () => {
  test.each(NAMES)('%s', async (_, rename) => {
    for (const request of REQUESTS) {
      for (const place of placesIn(requestOf(...request).root)) {
        const right = elementAt(requestOf(...request).root, place).name;
        const wrong = rename(right);
        if (wrong === right) continue;
        const { violations, open } = await found(request, (root) => {
          elementAt(root, place).name = wrong;
        });
        const told = violations.map(({ rule, found, correct }) => `${rule} ${found} ${correct}`);
        if (OPEN.includes(right) && violations.length === 0) {
          expect(open.map(({ found }) => found).join()).toContain(`<${wrong}>`);
          continue;
        }
        expect(told, `${right} as ${wrong}`).toEqual([
          expect.stringMatching(new RegExp(`^request\\.body\\.\\S+ <${wrong}> .*<${right}>`)),
        ]);
      }
    }
  });
});

describe('an element that is nested otherwise is the only violation', () => {
  test.each(NESTINGS)('%s', async (_, change) => {
    let changed = 0;
    for (const request of REQUESTS) {
      for (const place of placesIn(requestOf(...request).root)) {
        let isChanged = false;
        const { violations } = await found(request, (root) => {
          isChanged = change(elementAt(root, place.slice(0, -1)), place.at(-1)!);
        });
        if (!isChanged) continue;
        changed++;
        const told = violations.map(({ rule }) => rule);
        expect(told, place.join()).toEqual([
          expect.stringMatching(/^request\.body\.(?:element-place|nesting|item-name)$/),
        ]);
      }
    }
    expect(changed).toBeGreaterThan(10);
  });
});

/** Elements such as a newer API may have. */
const NEWER: [what: string, xml: XmlElement][] = [
  ['a text', leaf('NewMember', 'x')],
  ['a structure that begins as others do', branch('NewFeature', leaf('Enabled', 'true'), leaf('Mode', 'on'))],
  ['a structure of one member that others have too', branch('NewFeature', leaf('Enabled', 'true'))],
  ['an empty list', branch('NewThings', leaf('Quantity', '0'))],
  ['a list of names as others have', branch('NewThings', leaf('Quantity', '1'), branch('Items', leaf('Name', 'x')))],
  ['a list', branch('NewThings', leaf('Quantity', '1'), branch('Items', leaf('NewThing', 'x')))],
];

function leaf(name: string, text: string): XmlElement {
  return { name, namespace: contract.service.namespace, text, children: [] };
}

function branch(name: string, ...children: XmlElement[]): XmlElement {
  return { ...leaf(name, ''), children };
}

test.each(NEWER)('%s that no page knows is open in every structure, and nothing else is blamed', async (_, element) => {
  for (const request of REQUESTS) {
    const { root } = requestOf(...request);
    for (const place of [[], ...placesIn(root)]) {
      const { name, children } = elementAt(root, place);
      if (children.length === 0 || name === 'Items') continue;
      const { violations, open } = await found(request, (changed) => elementAt(changed, place).children.push(element));
      expect(violations, `${element.name} in ${name}`).toEqual([]);
      expect(open.map(({ found }) => found)).toContain(`<${element.name}> in <${name}>`);
    }
  }
});

test('what stands in the wrong place is told once, however many elements it is', async () => {
  const { violations } = await found(REQUESTS[0]!, (root) => {
    const traffic = root.children.find(({ name }) => name === 'TrafficConfig')!;
    const [weight] = traffic.children.splice(
      traffic.children.findIndex(({ name }) => name === 'SingleWeightConfig'),
      1,
    );
    traffic.children.push(...weight!.children);
  });
  expect(violations.map(({ found, correct }) => [found, correct])).toEqual([
    [
      '<Weight> and <SessionStickinessConfig> in <TrafficConfig>',
      '<Weight> and <SessionStickinessConfig> in ContinuousDeploymentPolicyConfig.TrafficConfig.SingleWeightConfig',
    ],
  ]);
});

test('a misnamed element hides nothing else that is missing', async () => {
  const { violations } = await found(REQUESTS[0]!, (root) => {
    root.children.find(({ name }) => name === 'Enabled')!.name = 'enabled';
    const traffic = root.children.find(({ name }) => name === 'TrafficConfig')!;
    const weight = traffic.children.find(({ name }) => name === 'SingleWeightConfig')!;
    weight.children = weight.children.filter(({ name }) => name !== 'Weight');
  });
  expect(violations.map(({ rule }) => rule)).toEqual([
    'request.body.element-name',
    'ContinuousDeploymentSingleWeightConfig.Weight.required',
  ]);
});
