import type { Contract, Operation, ResourceRow, Schema } from '../core/contract.ts';
import type { Basis, Evidence } from '../core/evidence.ts';
import { constrain } from './constrain.ts';
import type { Documentation, MemberDoc, OperationDoc, ShapeDoc, TypeDoc } from './documentation.ts';
import { countsAccount } from './patterns/count-of.ts';
import type { ContractPlan, Practice } from './plan.ts';
import { sentencesOf } from './sentences.ts';

/** The contract for the operations of the plan, with every shape that they reach. Throws where plan and documentation don't fit. */
export function buildContract(documentation: Documentation, plan: ContractPlan): Contract {
  const document = `${documentation.source.package}@${documentation.source.version}`;
  const cite: Cite = (place) => ({ evidence: 'documented', citations: [{ document, place }] });
  const operations = plan.operations.map((name) => found(documentation.operations, name, 'operation'));
  const shapes = reachable(
    documentation,
    operations.flatMap(({ input, output }) => (output === null ? [input] : [input, output])),
  );
  const errors = [...new Set(operations.flatMap((operation) => operation.errors))].sort();
  const contract: Contract = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    format: 1,
    service: documentation.service,
    source: documentation.source,
    operations: Object.fromEntries(operations.map((each) => [each.name, operationOf(each, cite)])),
    elsewhere: [...documentation.operations.values()]
      .filter((each) => !operations.includes(each))
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
    errors: Object.fromEntries(
      errors.map((name) => {
        const { status, fault } = found(documentation.errors, name, 'error');
        return [name, { status, fault, basis: cite(name) }];
      }),
    ),
    resources: Object.fromEntries(
      Object.entries(plan.resources).map(([name, resource]) => [name, counted(resource, documentation)]),
    ),
    refusals: Object.fromEntries(
      Object.entries(plan.refusals ?? {}).map(([keyword, { codes, evidence }]) => [
        keyword,
        { codes, basis: { evidence, citations: codes.flatMap((code) => cite(code).citations) } },
      ]),
    ),
    $defs: Object.fromEntries(shapes.map((shape) => [shape.name, structureOf(shape, cite)])),
  };
  constrain(contract, documentation, document);
  demandIfMatch(contract, documentation, cite);
  for (const practice of plan.practice) support(contract, practice, document);
  return contract;
}

type Cite = (place: string) => Basis;

function operationOf(operation: OperationDoc, cite: Cite): Operation {
  const { name, method, path, status, input, output, errors } = operation;
  return { name, method, path, status, input, output, errors, basis: cite(name) };
}

/** The named shapes and those that their members hold, sorted by name. */
function reachable(documentation: Documentation, names: string[]): ShapeDoc[] {
  const reached = new Map<string, ShapeDoc>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    const shape = found(documentation.shapes, name, 'shape');
    reached.set(name, shape);
    for (const { type } of shape.members) for (const inner of shapesOf(type)) visit(inner);
  };
  names.forEach(visit);
  return [...reached.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shapesOf(type: TypeDoc): string[] {
  if (type.kind === 'structure') return [type.shape];
  if (type.kind === 'list') return shapesOf(type.items);
  if (type.kind === 'map') return shapesOf(type.values);
  return [];
}

function structureOf(shape: ShapeDoc, cite: Cite): Schema {
  const schema: Schema = {
    type: 'object',
    properties: Object.fromEntries(shape.members.map((member) => [member.name, memberOf(shape.name, member, cite)])),
  };
  const required = shape.members.filter((member) => member.required).map((member) => member.name);
  if (required.length > 0) schema.required = required;
  schema.basis = { type: cite(shape.name) };
  return schema;
}

function memberOf(shape: string, member: MemberDoc, cite: Cite): Schema {
  const place = `${shape}.${member.name}`;
  const schema = typeOf(member.type, place, cite);
  if (member.required) schema.basis!.required = cite(place);
  if (member.binding !== undefined) schema.binding = member.binding;
  if (member.xmlName !== undefined) schema.xmlName = member.xmlName;
  return schema;
}

function typeOf(type: TypeDoc, place: string, cite: Cite): Schema {
  switch (type.kind) {
    case 'structure':
      return { $ref: `#/$defs/${type.shape}`, basis: { $ref: cite(place) } };
    case 'list': {
      const items = typeOf(type.items, place, cite);
      items.xmlName = type.itemName ?? 'member';
      return { type: 'array', items, basis: { type: cite(place) } };
    }
    case 'string':
      return type.values === undefined
        ? { type: 'string', basis: { type: cite(place) } }
        : { type: 'string', enum: type.values, basis: { type: cite(place), enum: cite(place) } };
    case 'boolean':
      return { type: 'boolean', basis: { type: cite(place) } };
    case 'int32':
    case 'int64':
      return { type: 'integer', format: type.kind, basis: { type: cite(place), format: cite(place) } };
    case 'float':
    case 'double':
      return { type: 'number', format: type.kind, basis: { type: cite(place), format: cite(place) } };
    case 'date-time':
      return { type: 'string', format: type.kind, basis: { type: cite(place), format: cite(place) } };
    default:
      throw new Error(`${place}: the schema dialect has no word for a ${type.kind}`);
  }
}

/** Puts a practice where it belongs, with its evidence beside each keyword. */
function support(contract: Contract, practice: Practice, sdk: string): void {
  const { place, supported, evidence } = practice;
  if ((evidence as Evidence) === 'inferred' || practice.citations.length === 0)
    throw new Error(`${place}: nothing is supported without a page that states it or a record that shows it`);
  const citations = practice.citations.map((each) => (each.document === 'sdk' ? { ...each, document: sdk } : each));
  const [shape, member, items] = place.match(/\w+|\[\]/g) ?? [];
  let node = contract.$defs[shape ?? ''];
  if (member !== undefined) node = node?.properties?.[member];
  if (items !== undefined) node = node?.items;
  if (node === undefined) throw new Error(`the contract has no ${place}, of which the plan tells a practice`);
  const basis = Object.fromEntries(Object.keys(supported).map((keyword) => [keyword, { evidence, citations }]));
  node.supported = { ...node.supported, ...supported, basis: { ...node.supported?.basis, ...basis } };
}

/** Where an operation documents the error for a missing If-Match, its request must hold one. */
function demandIfMatch(contract: Contract, documentation: Documentation, cite: Cite): void {
  const missing = new Set(
    [...documentation.errors.values()]
      .filter(({ prose }) => sentencesOf(prose).some(({ text }) => /\bIf-Match\b.*\bis missing\b/i.test(text)))
      .map(({ name }) => name),
  );
  for (const { name, input, errors } of Object.values(contract.operations)) {
    const error = errors.find((code) => missing.has(code));
    const shape = contract.$defs[input];
    const [member, node] =
      Object.entries(shape?.properties ?? {}).find(
        ([, { binding }]) => binding && 'header' in binding && binding.header.toLowerCase() === 'if-match',
      ) ?? [];
    if (error === undefined || shape === undefined || member === undefined || node === undefined) continue;
    const { basis: of, ...rest } = shape;
    const required = [...new Set([...(shape.required ?? []), member])];
    const basis: Basis = { evidence: 'documented', citations: [...cite(error).citations, ...cite(name).citations] };
    contract.$defs[input] = { ...rest, required, ...(of === undefined ? {} : { basis: of }) };
    node.minLength = 1;
    const { basis: known, ...others } = node;
    shape.properties![member] = { ...others, basis: { ...known, required: basis, minLength: basis } };
  }
}

/** The resource with what its list's quantity counts, by the words of the quantity itself. */
function counted(resource: ResourceRow, documentation: Documentation): ResourceRow {
  const { list, operations } = resource;
  if (list?.quantity === undefined || operations.list === undefined) return resource;
  const output = found(documentation.operations, operations.list, 'operation').output;
  let members = found(documentation.shapes, output ?? '', 'shape').members;
  let quantity: MemberDoc | undefined;
  for (const step of list.quantity) {
    quantity = members.find((member) => member.name === step);
    members =
      quantity?.type.kind === 'structure' ? found(documentation.shapes, quantity.type.shape, 'shape').members : [];
  }
  if (quantity === undefined) throw new Error(`${resource.name}: its list has no ${list.quantity.join('.')}`);
  const account = sentencesOf(quantity.prose).some(({ text }) => countsAccount(text));
  return { ...resource, list: { ...list, quantityCounts: account ? 'account' : 'page' } };
}

function found<T>(map: Map<string, T>, name: string, what: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the documentation has no ${what} ${name}`);
  return value;
}
