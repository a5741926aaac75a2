import type { Contract, Operation, Schema } from '../core/contract.ts';
import { patternOf } from './keywords/form.ts';
import { refName } from './site.ts';

/** What no validator needs: evidence, and where a value travels. */
const LEFT_OUT: (keyof Schema)[] = ['basis', 'binding', 'xmlName', 'supported', 'names'];

/**
 * A JSON Schema 2020-12 document of one input or output, with just the shapes that it reaches. What the standard has words
 * for is said in them too; the dialect's own keywords stay, and a validator that doesn't know them ignores them.
 */
export function plainSchema(
  contract: Contract,
  operation: Operation,
  direction: 'input' | 'output',
): Record<string, unknown> {
  const shape = operation[direction];
  const reached = new Map<string, unknown>();
  const strip = (node: Schema): Record<string, unknown> => {
    const plain: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(node)) {
      if (LEFT_OUT.includes(keyword as keyof Schema)) continue;
      if (keyword === 'properties')
        plain[keyword] = Object.fromEntries(
          Object.entries(value as Record<string, Schema>).map(([name, inner]) => [name, strip(inner)]),
        );
      else if (keyword === 'items') plain[keyword] = strip(value as Schema);
      else plain[keyword] = value;
    }
    if (node.$ref !== undefined) reach(refName(node.$ref));
    return { ...plain, ...standard(node) };
  };
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.set(name, undefined);
    reached.set(name, strip(contract.$defs[name]!));
  };
  const head = { $schema: contract.$schema, title: shape ?? `${operation.name} answers nothing` };
  if (shape === null) return { ...head, type: 'object', maxProperties: 0 };
  const root = strip(contract.$defs[shape]!);
  return { ...head, ...root, $defs: Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** What the dialect says of the members of a structure, or of the form of a text, in the words of JSON Schema itself. */
function standard({ form, properties = {}, needsOneOf = [], requiredWhen = [] }: Schema): Record<string, unknown> {
  const members = Object.entries(properties);
  const requires = members.flatMap(([member, node]) => (node.requires ? [[member, node.requires] as const] : []));
  const excludes = members.flatMap(([member, node]) => (node.excludes ? [[member, node.excludes] as const] : []));
  const all = [
    ...needsOneOf.map((group) => ({ anyOf: group.map((member) => ({ required: [member] })) })),
    ...requiredWhen.map(({ member, by, values }) => ({
      if: { required: [by], properties: { [by]: { enum: values } } },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { required: [member] },
    })),
  ];
  return {
    ...(form === undefined ? {} : { pattern: patternOf(form) }),
    ...(requires.length > 0 ? { dependentRequired: Object.fromEntries(requires) } : {}),
    ...(excludes.length > 0
      ? {
          dependentSchemas: Object.fromEntries(
            excludes.map(([member, others]) => [
              member,
              { not: { anyOf: others.map((other) => ({ required: [other] })) } },
            ]),
          ),
        }
      : {}),
    ...(all.length > 0 ? { allOf: all } : {}),
  };
}
