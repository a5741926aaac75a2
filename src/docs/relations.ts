import type { Contract, Schema } from '../core/contract.ts';
import type { Json } from '../core/json.ts';
import type { Fact } from './facts.ts';

/** A keyword and the node on which it stands. */
export interface Placed {
  target: Schema;
  keyword: keyof Schema;
  value: Json;
}

/** The words of the schema dialect for a claim about several members, or about the form of a text. None where it has no word for it. */
export function relationsOf(
  contract: Contract,
  { shape: name, member, claim }: Fact,
  node: Schema,
  shape: Schema,
): Placed[] {
  switch (claim.kind) {
    case 'requires':
      return claim.when === undefined
        ? [{ target: node, keyword: 'requires', value: joined(node.requires, claim.other) }]
        : conditional(member!, claim.other, claim.when, shape);
    case 'excludes': {
      if (claim.when === undefined)
        return [{ target: node, keyword: 'excludes', value: joined(node.excludes, claim.other) }];
      const values = valuesOf(shape.properties?.[claim.other], claim.when.split(' | '));
      // What is only to be left out the service may well take away by itself.
      const target = claim.advice ? practiceOf(node) : node;
      return [{ target, keyword: 'excludedWhen', value: { by: claim.other, values } }];
    }
    case 'characters':
      // That some are valid does not say that no others are.
      return [{ target: practiceOf(node), keyword: 'characters', value: claim.value }];
    case 'values':
      return narrower(node, claim.values);
    case 'unique':
      // Within an account it is a matter of what there is, not of one request.
      return claim.scope === undefined || claim.scope === 'account'
        ? []
        : listsOf(contract, name).map((target) => ({ target, keyword: 'uniqueBy', value: member! }));
    case 'format':
      return /<[^<>]+>|\bID-of-/.test(claim.value)
        ? [{ target: node, keyword: 'form', value: inOneWord(claim.value) }]
        : [];
    case 'order': {
      if (claim.relation !== 'atLeast' || shape.properties?.[claim.other] !== undefined) return [];
      const structures = Object.entries(shape.properties ?? {})
        .filter(([, { $ref }]) => shapeOf(contract, $ref)?.properties?.[claim.other] !== undefined)
        .map(([structure]) => structure);
      return structures.length === 0
        ? []
        : [{ target: node, keyword: 'atLeastWithin', value: { member: claim.other, structures } }];
    }
    default:
      return [];
  }
}

/** Values that prose lists where the type declares more of them: the others are left open. */
function narrower(node: Schema, values: Json[]): Placed[] {
  const holder = node.items ?? node;
  const declared = holder.enum ?? [];
  const some = values.every((value) => declared.includes(value)) && values.length < declared.length;
  return some ? [{ target: practiceOf(holder), keyword: 'enum', value: values }] : [];
}

/** What is required under a condition is said of the shape, since the member that it is about may be absent. */
function conditional(member: string, other: string, when: string, shape: Schema): Placed[] {
  if (when === `no ${member}`)
    return [
      { target: shape, keyword: 'needsOneOf', value: [...(shape.needsOneOf ?? []), [member, other]] },
      // Whether both may be there is not said.
      { target: practiceOf(shape.properties![member]!), keyword: 'excludes', value: [other] },
    ];
  const [, value, by] = /^(?:you )?(?:specify|set|choose) ([\w-]+) for (?:the value of )?(\w+)$/.exec(when) ?? [];
  const sibling = by === undefined ? undefined : shape.properties?.[by];
  if (value === undefined || sibling === undefined) return [];
  const condition = { member: other, by: by!, values: valuesOf(sibling, [value]) };
  return [{ target: shape, keyword: 'requiredWhen', value: [...(shape.requiredWhen ?? []), condition] }];
}

/** A form whose placeholders are one word each. */
const inOneWord = (form: string): string =>
  form.replace(/<[^<>]+>/g, (placeholder) => placeholder.replaceAll(' ', '-'));

const joined = (known: string[] = [], other: string): string[] => [...new Set([...known, other])];

/** Values as the documentation writes them, of the type of the member that has them. */
const valuesOf = (node: Schema | undefined, texts: string[]): Json[] =>
  texts.map((text) => {
    if (node?.type === 'boolean') return text === 'true';
    return node?.type === 'integer' || node?.type === 'number' ? Number(text) : text;
  });

function practiceOf(node: Schema): Schema {
  node.supported ??= {};
  return node.supported;
}

const shapeOf = (contract: Contract, ref: string | undefined): Schema | undefined =>
  ref === undefined ? undefined : contract.$defs[ref.slice('#/$defs/'.length)];

/** Every list whose items are of a shape. */
function listsOf(contract: Contract, shape: string): Schema[] {
  return Object.values(contract.$defs).flatMap(({ properties = {} }) =>
    Object.values(properties).filter(({ items }) => items?.$ref === `#/$defs/${shape}`),
  );
}
