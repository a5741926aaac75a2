import { describe, expect, test } from 'vitest';
import type { Documentation, MemberDoc, TypeDoc } from './documentation.ts';
import { factsOf } from './facts.ts';
import { unreadIn } from './unread.ts';

describe('what prose claims', () => {
  test('joins the two ends of an interval that stand in two sentences', () => {
    expect(
      claims(
        { kind: 'list', items: { kind: 'string' } },
        'You must name at least one lamp. Each tower can have up to 5 lamps.',
      ),
    ).toEqual([{ kind: 'count', minimum: 1, maximum: 5 }]);
  });

  test('keeps two intervals apart that do not agree', () => {
    expect(claims({ kind: 'int32' }, 'A number between 1 and 5. A number between 1 and 6.')).toHaveLength(2);
  });

  test('says what is said twice only once, and keeps both sentences', () => {
    const text = 'A unique name of the tower. The name must be unique within the harbour.';
    expect(claims({ kind: 'string' }, text)).toEqual([{ kind: 'unique', scope: 'harbour' }]);
    expect(factsOf(documentation({ kind: 'string' }, text))[0]?.sources).toHaveLength(2);
  });

  test('is not about the member where an item of a list speaks of one of its keys or values', () => {
    const prose = [
      { depth: 0, text: 'Says how it shines.' },
      { depth: 1, text: '`pause` – It must be at least 3.' },
      { depth: 1, text: 'It must be at most 9.' },
    ];
    const stands = documentation({ kind: 'int32' }, '');
    stands.shapes.get('Tower')!.members[0]!.prose = prose;
    expect(factsOf(stands).map(({ claim }) => claim)).toEqual([{ kind: 'range', maximum: 9 }]);
  });

  test('belongs to the member that a sentence names, where the shape has it', () => {
    const [fact] = factsOf(documentation({ kind: 'int32' }, "You can't specify both `Other` and `Subject`."));
    expect(fact).toMatchObject({ shape: 'Tower', member: 'Other', claim: { kind: 'excludes', other: 'Subject' } });
  });
});

test('a sentence that looks like a constraint and gave none is unread, one that gave some is not', () => {
  const sentences = 'It must be painted in spring. It must be at least 3.';
  expect(unreadIn(documentation({ kind: 'int32' }, sentences))).toEqual([
    { place: 'Tower.Subject', sentence: 'It must be painted in spring.' },
  ]);
  expect(unreadIn(documentation({ kind: 'int32' }, sentences), new Set(['Elsewhere']))).toEqual([]);
});

const claims = (type: TypeDoc, text: string) => factsOf(documentation(type, text)).map(({ claim }) => claim);

function documentation(type: TypeDoc, text: string): Documentation {
  const member = (name: string, prose: string): MemberDoc => ({
    name,
    type,
    required: false,
    prose: [{ depth: 0, text: prose }],
  });
  return {
    operations: new Map(),
    shapes: new Map([
      ['Tower', { name: 'Tower', prose: [], members: [member('Subject', text), member('Other', 'Another.')] }],
    ]),
  } as unknown as Documentation;
}
