import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readBoto3Page, UnreadablePage } from './boto3-page.ts';
import { compare, describeComparison, type StatedComparison } from './compare.ts';
import type { Documentation, MemberDoc, ShapeDoc, TypeDoc } from './documentation.ts';
import { htmlBlocks } from './html-prose.ts';
import { pageOf } from './operation-page.ts';
import { readSdk } from './sdk.ts';
import { type Stated, statedBy } from './stated.ts';

const PAGE = readFileSync(new URL('../../fixtures/pages/create_beacon.rst', import.meta.url), 'utf8');
const PAGES = process.env.DOCUMENTATION_PAGES ?? '../shared/docs';

describe('a page of an invented service', () => {
  const documented = statedBy(pageOf(lighthouse(), 'CreateBeacon'));

  test('agrees in everything with documentation that says the same in another markup', () => {
    expect(differences(PAGE, documented)).toEqual([]);
    expect(documented.length).toBeGreaterThan(60);
  });

  everyMutationIsNamed(PAGE, () => documented);

  test('that leaves out a member, an exception or the mark of a required member is told of it', () => {
    const without = (text: string) => differences(PAGE.replace(text, ''), documented).join('\n');
    expect(without("            'Lit': True|False,\n")).toContain('BeaconConfig.Lit: type boolean (not on the page)');
    expect(without('  *   :py:class:`Lighthouse.Client.exceptions.TowerTooHigh`\n')).toContain('TowerTooHigh');
    expect(without('**[REQUIRED]** ')).toContain('Tower: required false on the page, true in the contract');
  });

  test('that contradicts itself contradicts the documentation', () => {
    const wrong = differences(PAGE.replace('1–120 minutes', '1–12 minutes'), documented);
    expect(wrong.join('\n')).toContain('60–7200 seconds ≠ 1–12 minutes');
  });

  test.each(['', 'no page', '<html></html>', PAGE.replace('.. py:method::', '..'), PAGE.replace('    )\n', '')])(
    'that is not a page cannot be read',
    (text) => {
      expect(() => readBoto3Page(text)).toThrow(UnreadablePage);
    },
  );
});

describe.skipIf(process.env.DOCUMENTATION_PAGES === undefined && !existsSync(PAGES))(
  `pages of the real documentation (in ${PAGES}; name another folder in DOCUMENTATION_PAGES)`,
  () => {
    let sdk: Documentation;
    beforeAll(async () => {
      sdk = await readSdk();
    });
    for (const file of existsSync(PAGES) ? readdirSync(PAGES).filter((name) => name.endsWith('.rst')) : []) {
      const text = readFileSync(join(PAGES, file), 'utf8');
      const documented = () => statedBy(pageOf(sdk, readBoto3Page(text).names.link!));

      test(`${file} agrees with the installed documentation in everything`, () => {
        expect(differences(text, documented())).toEqual([]);
      });

      everyMutationIsNamed(text, documented);
    }

    test('there is one', () => {
      expect(readdirSync(PAGES).filter((name) => name.endsWith('.rst'))).not.toEqual([]);
    });
  },
);

/** The tests of a page whose every number, mark, type, value, name and exception is changed, one at a time. */
function everyMutationIsNamed(page: string, documented: () => Stated[]): void {
  for (const [what, source, change] of MUTATIONS) {
    test(`every changed ${what} is found and named`, () => {
      const states = documented();
      const places = [...page.matchAll(source)];
      expect(places.length).toBeGreaterThan(0);
      for (const match of places) {
        const changed = change(match);
        const at = match.index + match[0].length;
        const mutant = `${page.slice(0, match.index)}${changed}${page.slice(at)}`;
        const line = page.slice(0, match.index).split('\n').length;
        const found = differences(mutant, states).join('\n');
        expect(found, `line ${line}: ${match[0]} → ${changed}`).toMatch(/^(?:missing|contradicting) /);
      }
    });
  }
}

type Mutation = [what: string, source: RegExp, change: (match: RegExpMatchArray) => string];

const MUTATIONS: Mutation[] = [
  [
    'number',
    /(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)/g,
    ([text]) => text.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
  ],
  ['number, by a digit more', /(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)/g, ([text]) => `${text}7`],
  ['mark of a required member', / \*\*\[REQUIRED\]\*\*/g, () => ''],
  [
    'missing mark of a member',
    /(?<=:param \w+:|^(?:(?!Response)[\s\S])*?\*\*\w+\*\* \*\(\w+\) --\*)(?= \n)/g,
    () => ' **[REQUIRED]**',
  ],
  ['type in a list of members', /(?<=\*\()\w+(?=\) --\*)/g, ([text]) => (text === 'string' ? 'integer' : 'string')],
  ['type of a parameter', /(?<=:type \w+: )\w+/g, ([text]) => (text === 'string' ? 'integer' : 'string')],
  [
    'type in a syntax block',
    /(?<=[:=] |=|^ +)(?:'string'|True\|False|123|\.\.\.|datetime\(2015, 1, 1\))(?=,?$)/gm,
    ([text]) => (text === '123' ? "'string'" : '123'),
  ],
  ['returned type', /(?<=:rtype: )\w+/g, () => 'None'],
  ['value of an enumeration', /(?<=\|')\w+(?=')|(?<=')\w+(?='\|)/g, ([text]) => `${text}X`],
  ['name of a member in a syntax block', /(?<=')\w+(?=':)|(?<=^ +)\w+(?==(?:\{|'))/gm, ([text]) => `${text}X`],
  ['name of a member in a list', /(?<=- \*\*)\w+(?=\*\*)/g, ([text]) => `${text}X`],
  ['name of a parameter', /(?<=:(?:type|param) )\w+/g, ([text]) => `${text}X`],
  ['name or value in the prose', /``[^`\n]+``/g, ([text]) => text.replace(/``$/, 'X``')],
  ['exception', /(?<=exceptions\.)\w+/g, ([text]) => `${text}X`],
  ['name of the operation', /create_\w+(?=\(|\n)|(?<=\/)Create\w+/g, ([text]) => `${text}X`],
];

function differences(page: string, documented: Stated[]): string[] {
  let stated: Stated[];
  try {
    stated = statedBy(readBoto3Page(page));
  } catch (error) {
    if (error instanceof UnreadablePage) return [`unreadable: ${error.message}`];
    throw error;
  }
  const different = (comparison: StatedComparison) => comparison.status !== 'agreed';
  return compare(stated, documented).filter(different).map(describeComparison);
}

/** What the invented service says of itself in the markup of the other reader. */
function lighthouse(): Documentation {
  const member = (name: string, type: TypeDoc, required: boolean, html: string): MemberDoc => ({
    name,
    type,
    required,
    prose: htmlBlocks(html),
  });
  const shape = (name: string, ...members: MemberDoc[]): [string, ShapeDoc] => [
    name,
    { name, members, prose: htmlBlocks(`<p>One ${name.toLowerCase()}.</p>`) },
  ];
  const structure = (name: string): TypeDoc => ({ kind: 'structure', shape: name });
  const colour: TypeDoc = { kind: 'string', values: ['Red', 'Green', 'White'] };
  const seeColours = '<p>The colour, see <a href="https://docs.example.com/colours">Colours</a>.</p>';
  return {
    source: { package: 'lighthouse', version: '1.0.0' },
    service: {
      name: 'Lighthouse',
      apiVersion: '2031-04-05',
      namespace: 'http://lighthouse.example.com/',
      host: 'lighthouse.example.com',
      signing: { name: 'lighthouse', region: 'us-east-1' },
    },
    errors: new Map(),
    operations: new Map([
      [
        'CreateBeacon',
        {
          name: 'CreateBeacon',
          method: 'POST',
          path: '/beacon/{Tower}',
          status: 201,
          input: 'CreateBeaconRequest',
          output: 'CreateBeaconResult',
          errors: ['InconsistentLamps', 'TowerTooHigh'],
          prose: htmlBlocks('<p>Puts up a beacon on one of 3 towers. Call <code>ListTowers</code> before.</p>'),
        },
      ],
    ]),
    shapes: new Map([
      shape(
        'CreateBeaconRequest',
        member(
          'Tower',
          { kind: 'string' },
          true,
          "<p>The name of the tower. It must begin with <code>tower-</code> and can't be longer than 40 characters.</p>",
        ),
        member('BeaconConfig', structure('BeaconConfig'), false, '<p>How the beacon shines.</p>'),
      ),
      shape(
        'BeaconConfig',
        member('Lamps', structure('Lamps'), true, '<p>The lamps.</p>'),
        member(
          'Lit',
          { kind: 'boolean' },
          true,
          '<p>Whether it is lit. When this value is <code>false</code>, the beacon stays dark.</p>',
        ),
        member('Rhythm', structure('Rhythm'), false, '<p>When it blinks.</p>'),
        member('Colour', colour, true, seeColours),
      ),
      shape(
        'Lamps',
        member('Quantity', { kind: 'int32' }, true, '<p>The number of lamps in the <code>Items</code> list.</p>'),
        member(
          'Items',
          { kind: 'list', items: structure('Lamp') },
          false,
          '<p>The lamps of this beacon, for example, <code>lamp-12</code>. You can specify up to 8 lamps.</p>',
        ),
      ),
      shape(
        'Lamp',
        member('Watts', { kind: 'int32' }, true, '<p>The power of the lamp, a whole number between 5 and 2000.</p>'),
        member(
          'Lens',
          { kind: 'string' },
          false,
          '<p>The lens. Valid values are:</p><ul><li><p><code>flat</code> - a pane.</p></li><li><p><code>ribbed</code> - a <i>Fresnel</i> lens.</p></li></ul>',
        ),
      ),
      shape(
        'Rhythm',
        member(
          'Dimness',
          { kind: 'float' },
          true,
          '<p>How dim it gets, a decimal number between 0 and 0.75. For example, a value of 0.50 means 50% of full light.</p>',
        ),
        member(
          'ShortestPause',
          { kind: 'int32' },
          true,
          '<p>Time between two blinks. Allowed values are 60–7200 seconds (1–120 minutes).</p> <p>It must be less than or equal to <code>LongestPause</code>.</p>',
        ),
        member(
          'LongestPause',
          { kind: 'int64' },
          false,
          '<p>Time between two blinks in fog. It must be greater than or equal to <code>ShortestPause</code>.</p>',
        ),
      ),
      shape(
        'CreateBeaconResult',
        member('Beacon', structure('Beacon'), true, '<p>The beacon.</p>'),
        member('ETag', { kind: 'string' }, false, '<p>Its version.</p>'),
      ),
      shape(
        'Beacon',
        member('Id', { kind: 'string' }, true, '<p>Its identifier.</p>'),
        member('Built', { kind: 'date-time' }, true, '<p>When it was built.</p>'),
        member('Colour', colour, false, seeColours),
      ),
    ]),
  };
}
