import type { Block, Documentation, MemberDoc } from './documentation.ts';
import { PATTERNS } from './patterns/index.ts';
import type { Claim, Statement } from './patterns/pattern.ts';
import { digestOf, sentencesOf } from './sentences.ts';

/** A claim at its place, with the sentences that make it. `member` is null where a whole shape or operation is meant. */
export interface Fact {
  shape: string;
  member: string | null;
  claim: Claim;
  /** Where the sentence stands, as `Shape.Member`, `Shape` or `Operation`, and its digest. */
  sources: { place: string; sha256: string }[];
}

/** A piece of documentation: prose and where it stands. */
export interface Passage {
  shape: string;
  member: MemberDoc | null;
  /** Members that the prose may speak of: those of the shape, or of an operation's request. */
  members: MemberDoc[];
  /** The shape that the members belong to. */
  owner: string;
  prose: Block[];
}

/** Every piece of prose of operations, shapes and members. Errors are left out: they say what went wrong, not what is demanded. */
export function passagesOf(documentation: Documentation): Passage[] {
  const passages: Passage[] = [];
  for (const { name, input, prose } of documentation.operations.values()) {
    const members = documentation.shapes.get(input)?.members ?? [];
    passages.push({ shape: name, member: null, members, owner: input, prose });
  }
  for (const { name, members, prose } of documentation.shapes.values()) {
    passages.push({ shape: name, member: null, members, owner: name, prose });
    for (const member of members) passages.push({ shape: name, member, members, owner: name, prose: member.prose });
  }
  return passages;
}

/** What all prose of a documentation claims. */
export const factsOf = (documentation: Documentation): Fact[] => merge(passagesOf(documentation).flatMap(read));

/** The statements of a passage, in order. */
export function statementsOf({ member, members, prose }: Passage): Statement[] {
  const sentences = sentencesOf(prose);
  return sentences.map((sentence, index) => ({
    ...sentence,
    ...(sentences[index + 1] === undefined ? {} : { next: sentences[index + 1]!.text }),
    ...(member === null ? {} : { subject: member }),
    members,
  }));
}

/** Claims that an item of a list makes of what it is about, and not of the member that is described. */
const OF_VALUES = new Set<Claim['kind']>([
  'range',
  'prefix',
  'notPrefix',
  'length',
  'count',
  'values',
  'unique',
  'characters',
  'format',
]);

function read(passage: Passage): Fact[] {
  const facts: Fact[] = [];
  const { shape, member, owner } = passage;
  const place = member === null ? shape : `${shape}.${member.name}`;
  for (const statement of statementsOf(passage)) {
    for (const pattern of PATTERNS) {
      for (const { about, claim } of pattern.read(statement)) {
        if (about === undefined && statement.of !== undefined && OF_VALUES.has(claim.kind)) continue;
        const target = about === undefined ? { shape, member: member?.name ?? null } : { shape: owner, member: about };
        facts.push({ ...target, claim, sources: [{ place, sha256: digestOf(statement.text) }] });
      }
    }
  }
  return facts;
}

/** Joins what is said in several sentences: the ends of one interval, and the same thing said twice. */
function merge(facts: Fact[]): Fact[] {
  const merged: Fact[] = [];
  for (const fact of facts) {
    const known = merged.find(
      (each) => each.shape === fact.shape && each.member === fact.member && joins(each.claim, fact.claim),
    );
    if (known === undefined) {
      merged.push({ ...fact });
      continue;
    }
    known.claim = { ...fact.claim, ...known.claim } as Claim;
    const news = fact.sources.filter((source) => !known.sources.some(({ sha256 }) => sha256 === source.sha256));
    known.sources = [...known.sources, ...news];
  }
  return merged;
}

function joins(a: Claim, b: Claim): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'values':
    case 'unique':
    case 'characters':
    case 'format':
      return true;
    case 'range':
    case 'length':
    case 'count':
      // Ends that only one of both gives, or that both give alike.
      return Object.entries(a).every(([name, value]) => {
        const other = (b as Record<string, unknown>)[name];
        return other === undefined || other === value;
      });
    default:
      return JSON.stringify(a) === JSON.stringify(b);
  }
}
