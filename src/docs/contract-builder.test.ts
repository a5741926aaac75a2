import { describe, expect, test } from 'vitest';
import { quantityCounts } from '../contracts/listing.ts';
import type { Contract, ResourceRow, Schema } from '../core/contract.ts';
import { buildContract } from './contract-builder.ts';
import type { Documentation, MemberDoc, TypeDoc } from './documentation.ts';
import type { ContractPlan } from './plan.ts';
import { digestOf } from './sentences.ts';

const SHORT = 'It must be less than or equal to `Long`.';
const LONG = 'It must be greater than or equal to `Short`.';

describe('a contract built from documentation', () => {
  test('holds every shape that its operations reach and no other', () => {
    expect(Object.keys(built().$defs)).toEqual([
      'AddRequest',
      'AddResult',
      'ListRequest',
      'ListResult',
      'Page',
      'Tower',
    ]);
  });

  test('has types, formats, bindings, element names and required members, each with its citation', () => {
    const { $defs } = built();
    expect($defs.AddRequest).toMatchObject({
      type: 'object',
      required: ['Tower'],
      properties: {
        Tower: { $ref: '#/$defs/Tower', binding: { payload: true }, basis: { required: cited('AddRequest.Tower') } },
      },
    });
    expect(member('Short')).toMatchObject({ type: 'integer', format: 'int64', basis: { type: cited('Tower.Short') } });
    expect(member('Lamps')).toMatchObject({ type: 'array', items: { type: 'string', xmlName: 'Lamp' } });
    expect(member('Colour')).toMatchObject({ type: 'string', enum: ['Red', 'Green'] });
  });

  test('holds what the prose says, with the place and the digest of the sentence, never the sentence', () => {
    expect(member('Name')).toMatchObject({
      maxLength: 9,
      prefix: 'tower-',
      examples: ['tower-1'],
      basis: {
        maxLength: {
          evidence: 'documented',
          citations: [{ ...citation('Tower.Name'), sha256: digestOf("It can't be longer than 9 characters.") }],
        },
      },
    });
    expect(member('Quantity')).toMatchObject({ countOf: 'Lamps', enum: [1, 3] });
    expect(JSON.stringify(built())).not.toContain('longer than');
  });

  test('says an order once that two sentences say from both sides, and cites both', () => {
    expect(member('Short').atMost).toBe('Long');
    expect(member('Long').atMost).toBeUndefined();
    expect(member('Long').atLeast).toBeUndefined();
    expect(member('Short').basis?.atMost?.citations).toEqual([
      { ...citation('Tower.Short'), sha256: digestOf(SHORT) },
      { ...citation('Tower.Long'), sha256: digestOf(LONG) },
    ]);
  });

  test('counts in a list what the words of its quantity say', () => {
    const counts = (words: string) => quantityCounts(built({ quantity: words }).resources.Tower!);
    expect(counts('The number of towers in your account.')).toBe('account');
    expect(counts('The number of towers in the list.')).toBe('page');
    expect(
      built({ quantity: 'The number of towers in your account.' }).$defs.Page?.properties?.Quantity?.countOf,
    ).toBeUndefined();
  });

  test('takes in what is written down as practice, with its evidence, and names the installed document', () => {
    const { supported } = member('Name', {
      practice: [
        {
          place: 'Tower.Name',
          supported: { pattern: '^tower-[0-9]$' },
          evidence: 'recorded',
          citations: [{ document: 'sdk', place: 'x' }],
        },
      ],
    });
    expect(supported).toEqual({
      pattern: '^tower-[0-9]$',
      basis: { pattern: { evidence: 'recorded', citations: [citation('x')] } },
    });
  });

  test('is refused where a sentence contradicts itself, or the plan names what the documentation does not have', () => {
    expect(() => built({ short: 'It takes 60–120 seconds (1–3 minutes).' })).toThrow(
      'Tower.Short says 60–120 seconds and 1–3 minutes',
    );
    expect(() => built({ operations: ['Remove'] })).toThrow('no operation Remove');
    expect(() =>
      built({ practice: [{ place: 'Tower.Moat', supported: {}, evidence: 'recorded', citations: [citation('x')] }] }),
    ).toThrow('no Tower.Moat');
  });

  test.each([
    ['is only inferred', 'inferred', [{ document: 'sdk', place: 'x' }]],
    ['no page or record shows', 'documented', []],
  ])('takes in no practice that %s', (_, evidence, citations) => {
    const practice = [
      { place: 'Tower.Name', supported: { maxLength: 9 }, evidence, citations },
    ] as ContractPlan['practice'];
    expect(() => built({ practice })).toThrow('Tower.Name: nothing is supported without a page');
  });
});

interface Changes extends Partial<ContractPlan> {
  quantity?: string;
  short?: string;
}

const citation = (place: string) => ({ document: 'towers@1.0.0', place });
const cited = (place: string) => ({ evidence: 'documented', citations: [citation(place)] });
const member = (name: string, changes: Changes = {}): Schema => built(changes).$defs.Tower!.properties![name]!;

function built({ quantity = 'The number of towers in the list.', short = SHORT, ...plan }: Changes = {}): Contract {
  const resource = {
    name: 'Tower',
    operations: { create: 'Add', read: 'Add', update: 'Add', delete: 'Add', list: 'List' },
    list: { quantity: ['Page', 'Quantity'] },
  } as unknown as ResourceRow;
  return buildContract(documentation(quantity, short), {
    operations: ['Add', 'List'],
    resources: { Tower: resource },
    practice: [],
    ...plan,
  });
}

function documentation(quantity: string, short: string): Documentation {
  const say = (text: string) => (text === '' ? [] : [{ depth: 0, text }]);
  const of = (name: string, type: TypeDoc, text = '', more: Partial<MemberDoc> = {}): MemberDoc => ({
    name,
    type,
    required: false,
    prose: say(text),
    ...more,
  });
  const shapes = {
    AddRequest: [
      of('Tower', { kind: 'structure', shape: 'Tower' }, '', { required: true, binding: { payload: true } }),
    ],
    AddResult: [of('ETag', { kind: 'string' }, '', { binding: { header: 'ETag' } })],
    ListRequest: [],
    ListResult: [of('Page', { kind: 'structure', shape: 'Page' })],
    Page: [
      of('Quantity', { kind: 'int32' }, quantity),
      of('Items', { kind: 'list', items: { kind: 'structure', shape: 'Tower' } }, 'The towers.'),
    ],
    Unreached: [],
    Tower: [
      of(
        'Name',
        { kind: 'string' },
        "The name, for example, `tower-1`. It must begin with `tower-`. It can't be longer than 9 characters.",
      ),
      of('Short', { kind: 'int64' }, short),
      of('Long', { kind: 'int64' }, LONG),
      of('Quantity', { kind: 'int32' }, 'The number of lamps of the tower. Valid values are 1 and 3.'),
      of('Lamps', { kind: 'list', items: { kind: 'string' }, itemName: 'Lamp' }, 'The lamps.'),
      of('Colour', { kind: 'string', values: ['Red', 'Green'] }, 'The colour, either `Red` or `Green`.'),
    ],
  };
  const operation = (name: string) => ({
    name,
    method: 'PUT',
    path: '/',
    status: 200,
    input: `${name}Request`,
    output: `${name}Result`,
    errors: [],
    prose: [],
  });
  return {
    source: { package: 'towers', version: '1.0.0' },
    service: { name: 'Towers', apiVersion: '1', namespace: '', host: '', signing: { name: '', region: '' } },
    operations: new Map(['Add', 'List'].map((name) => [name, operation(name)])),
    shapes: new Map(Object.entries(shapes).map(([name, members]) => [name, { name, members, prose: [] }])),
    errors: new Map(),
  };
}
