import type { Block, Documentation, MemberDoc, TypeDoc } from './documentation.ts';

/** All that a page about one operation tells, in the page's own arrangement. Readers of pages fill it, and it can be made from other documentation. */
export interface OperationPage {
  /** The operation's name, and the service's, by the place where it stands: in a title, in a link, … */
  names: Record<string, string>;
  /** Version of the service's interface, as the page links to it. */
  version: string;
  prose: Block[];
  requestSyntax: PageEntry[];
  parameters: PageEntry[];
  /** What the method returns: dict or None. */
  returns: string;
  responseSyntax: PageEntry[];
  /** The type of the answer, as its structure has it. */
  responseType: string;
  response: PageEntry[];
  exceptions: string[];
}

/** A member, or the item of a list (which has no name). */
export interface PageEntry {
  name: string | null;
  /** In the page's words; in a syntax block the word for its placeholder. */
  type: string;
  /** Absent where the page marks no member as required. */
  required?: string;
  values?: string[];
  prose: Block[];
  inner: PageEntry[];
}

/** The page that other documentation would give of an operation. Throws where it has no such operation. */
export function pageOf(documentation: Documentation, name: string): OperationPage {
  const operation = documentation.operations.get(name);
  if (operation === undefined) throw new Error(`the documentation has no operation ${name}`);
  const method = snakeCase(name);
  const client = documentation.service.name.replaceAll(' ', '');
  const members = (shape: string | null, words: Words): PageEntry[] =>
    shape === null ? [] : entriesOf(documentation, shape, words, []);
  return {
    names: { path: method, title: method, client, method, call: method, service: client.toLowerCase(), link: name },
    version: documentation.service.apiVersion,
    prose: operation.prose,
    requestSyntax: members(operation.input, SYNTAX),
    parameters: members(operation.input, PARAMETERS),
    returns: operation.output === null ? 'None' : 'dict',
    responseSyntax: members(operation.output, SYNTAX),
    responseType: operation.output === null ? '' : 'dict',
    response: members(operation.output, RESPONSE),
    exceptions: operation.errors,
  };
}

/** A name as the Python client spells it. */
export const snakeCase = (name: string): string =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** How a part of the page speaks of types, and what it tells besides. */
interface Words {
  types: Record<TypeDoc['kind'], string>;
  required: boolean;
  values: boolean;
  prose: boolean;
}

const TYPES = {
  structure: 'dict',
  list: 'list',
  map: 'dict',
  string: 'string',
  int32: 'integer',
  int64: 'integer',
  float: 'float',
  double: 'float',
  boolean: 'boolean',
  'date-time': 'datetime',
  blob: 'bytes',
};

const SYNTAX: Words = { types: { ...TYPES, double: 'double' }, required: false, values: true, prose: false };
const PARAMETERS: Words = { types: TYPES, required: true, values: false, prose: true };
const RESPONSE: Words = { types: TYPES, required: false, values: false, prose: true };

function entriesOf(documentation: Documentation, shape: string, words: Words, above: string[]): PageEntry[] {
  if (above.includes(shape)) return [];
  const members = documentation.shapes.get(shape)?.members ?? [];
  return members.map((member) => entryOf(documentation, member.name, member.type, member, words, [...above, shape]));
}

function entryOf(
  documentation: Documentation,
  name: string | null,
  type: TypeDoc,
  member: MemberDoc | undefined,
  words: Words,
  above: string[],
): PageEntry {
  const entry: PageEntry = {
    name,
    type: words.types[type.kind],
    // An item has no description of its own, only its shape has.
    prose: words.prose ? (member?.prose ?? shapeProse(documentation, type)) : [],
    inner:
      type.kind === 'structure'
        ? entriesOf(documentation, type.shape, words, above)
        : type.kind === 'list'
          ? [entryOf(documentation, null, type.items, undefined, words, above)]
          : [],
  };
  if (words.required && member !== undefined) entry.required = String(member.required);
  if (words.values && type.kind === 'string' && type.values !== undefined) entry.values = type.values;
  return entry;
}

const shapeProse = (documentation: Documentation, type: TypeDoc): Block[] =>
  type.kind === 'structure' ? (documentation.shapes.get(type.shape)?.prose ?? []) : [];
