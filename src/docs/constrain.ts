import type { Contract, Schema } from '../core/contract.ts';
import type { Basis, Citation } from '../core/evidence.ts';
import type { Json } from '../core/json.ts';
import type { Documentation } from './documentation.ts';
import { type Fact, factsOf, passagesOf } from './facts.ts';
import { examplesIn } from './patterns/example.ts';
import { type Placed, relationsOf } from './relations.ts';
import { restatementsIn } from './restatements.ts';
import { digestOf, sentencesOf } from './sentences.ts';

/** An example that is longer is a copy of the documentation rather than a value. */
const LONGEST_EXAMPLE = 64;

/** Puts what the prose says onto the shapes of a contract. Throws where a sentence contradicts itself. */
export function constrain(contract: Contract, documentation: Documentation, document: string): void {
  checkRestatements(documentation);
  for (const fact of factsOf(documentation)) {
    const shape = contract.$defs[fact.shape];
    const node = shape && nodeOf(fact, shape);
    if (shape === undefined || node === undefined) continue;
    const citations = fact.sources.map((source) => ({ document, ...source }));
    const placed = [...keywordsOf(fact, node, shape), ...relationsOf(contract, fact, node, shape)];
    for (const { target, keyword, value } of placed) put(target, keyword, value, citations);
  }
  for (const { shape, member, prose } of passagesOf(documentation)) {
    const node = member === null ? undefined : exampleNode(contract, contract.$defs[shape]?.properties?.[member.name]);
    if (node === undefined || node.enum !== undefined) continue;
    for (const { text } of sentencesOf(prose)) {
      const examples = examplesIn(text).filter((value) => isExampleOf(node, value));
      const citation = { document, place: `${shape}.${member!.name}`, sha256: digestOf(text) };
      if (examples.length > 0) put(node, 'examples', [...new Set([...(node.examples ?? []), ...examples])], [citation]);
    }
  }
}

const isExampleOf = (node: Schema, value: string | number): boolean =>
  (node.type === 'string') === (typeof value === 'string') && String(value).length <= LONGEST_EXAMPLE;

/** What a fact is about: its member, or the list of a shape that is a list with its count. */
function nodeOf({ member, claim }: Fact, { properties = {} }: Schema): Schema | undefined {
  if (member !== null) return properties[member];
  return claim.kind === 'count' ? properties.Items : undefined;
}

/** The words of the schema dialect for a claim. None where it has no word for it, or says it already. */
function keywordsOf({ member, claim }: Fact, node: Schema, shape: Schema): Placed[] {
  const on = (target: Schema, keywords: Partial<Record<keyof Schema, Json | undefined>>): Placed[] =>
    Object.entries(keywords).flatMap(([keyword, value]) =>
      value === undefined ? [] : [{ target, keyword: keyword as keyof Schema, value }],
    );
  switch (claim.kind) {
    case 'range': {
      const { kind, unit, ...bounds } = claim;
      return on(node, bounds);
    }
    case 'length':
      if (/bytes|B$/.test(claim.unit)) return [];
      return on(node.type === 'array' ? node.items! : node, { minLength: claim.minimum, maxLength: claim.maximum });
    case 'count':
      return node.type === 'array' ? on(node, { minItems: claim.minimum, maxItems: claim.maximum }) : [];
    case 'values':
      return node.enum === undefined && node.type !== 'array' && node.$ref === undefined
        ? on(node, { enum: claim.values })
        : [];
    case 'prefix':
      return on(node, { prefix: claim.value });
    case 'notPrefix':
      return on(node, { notPrefix: claim.value });
    case 'countOf':
      return on(node, { countOf: claim.other });
    case 'order': {
      // Said from the other side it is the same rule.
      const other = shape.properties?.[claim.other];
      if (other === undefined) return [];
      if (claim.relation === 'atMost') return on(node, { atMost: claim.other });
      return claim.relation === 'atLeast' ? on(other, { atMost: member! }) : [];
    }
    default:
      return [];
  }
}

function put(node: Schema, keyword: keyof Schema, value: Json, citations: Citation[]): void {
  const { basis = {} } = node;
  const known: Basis | undefined = basis[keyword];
  // Taken away and put back, so that it stays last.
  delete node.basis;
  Object.assign(node, {
    [keyword]: value,
    basis: {
      ...basis,
      [keyword]: { evidence: 'documented', citations: [...(known?.citations ?? []), ...citations] },
    },
  });
}

/** Where a member's examples belong: itself, or the only text inside of it. */
function exampleNode(contract: Contract, node: Schema | undefined): Schema | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'array') return exampleNode(contract, node.items);
  if (node.$ref === undefined) return node;
  const shape = contract.$defs[node.$ref.slice('#/$defs/'.length)];
  const texts = Object.values(shape?.properties ?? {}).flatMap((member) =>
    (member.items ?? member).type === 'string' ? [member] : [],
  );
  return texts.length === 1 ? exampleNode(contract, texts[0]) : undefined;
}

function checkRestatements(documentation: Documentation): void {
  for (const { shape, member, prose } of passagesOf(documentation)) {
    for (const { said, again, agrees } of sentencesOf(prose).flatMap(({ text }) => restatementsIn(text))) {
      if (!agrees) throw new Error(`${shape}.${member?.name ?? ''} says ${said} and ${again}, which are not the same`);
    }
  }
}
