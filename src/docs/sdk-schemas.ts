import type { MemberDoc } from './documentation.ts';

/**
 * The runtime schemas of the SDK. Each is an export whose name ends in `$`:
 * an operation `[9, ns, name, {http: [method, path, status]}, input, output]`,
 * a structure `[3 or 4, ns, name, traits, member names, member schemas, number of required members]` (the required ones lead; 4 is a union),
 * a list `[1, ns, name, traits, item]`, a map `[2, ns, name, traits, key, value]`, a named scalar `[0, ns, name, traits, scalar]`,
 * an error `[-3, ns, name, {error, httpError}, ...]`. A schema may stand behind a function, and in a pair with its traits.
 */
export interface RuntimeSchemas {
  operations: RuntimeOperation[];
  structures: Map<string, RuntimeMember[]>;
  errors: { name: string; fault: 'client' | 'server'; status: number }[];
}

interface RuntimeOperation {
  name: string;
  method: string;
  path: string;
  status: number;
  input: string;
  output: string | null;
}

interface RuntimeMember {
  name: string;
  required: boolean;
  type: RuntimeType;
  binding?: NonNullable<MemberDoc['binding']>;
  xmlName?: string;
}

/** As far as the runtime tells: number stands for integers and fractions alike. */
export type RuntimeType =
  | { kind: 'structure'; shape: string }
  | { kind: 'list'; items: RuntimeType; itemName?: string }
  | { kind: 'map'; values: RuntimeType }
  | { kind: 'string' }
  | { kind: 'number' }
  | { kind: 'boolean' | 'date-time' | 'blob' };

const LABEL = 1;
const PAYLOAD = 16;
const SCALARS: Record<number, 'string' | 'number' | 'boolean' | 'date-time' | 'blob'> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'date-time',
  5: 'date-time',
  6: 'date-time',
  7: 'date-time',
  21: 'blob',
  42: 'blob',
};

/** Reads the schemas among a client package's exports. Throws where one has a form that is not described above. */
export function readSchemas(exports: Record<string, unknown>): RuntimeSchemas {
  const found: RuntimeSchemas = { operations: [], structures: new Map(), errors: [] };
  for (const [name, value] of Object.entries(exports)) {
    if (!name.endsWith('$') || !isNamed(value)) continue;
    switch (value[0]) {
      case 9:
        found.operations.push(operation(value));
        break;
      case 3:
      case 4:
        found.structures.set(value[2], members(value));
        break;
      case -3:
        if (value[3] !== 0) found.errors.push(error(value));
        break;
    }
  }
  return found;
}

type Named = [number, string, string, ...unknown[]];

const isNamed = (value: unknown): value is Named =>
  Array.isArray(value) && typeof value[0] === 'number' && typeof value[2] === 'string';

function operation(schema: Named): RuntimeOperation {
  const [method, path, status] = (schema[3] as { http: [string, string, number] }).http;
  const input = resolve(schema[4]);
  const output = resolve(schema[5]);
  if (!isNamed(input)) throw new Error(`${schema[2]}: its input is no structure`);
  return { name: schema[2], method, path, status, input: input[2], output: isNamed(output) ? output[2] : null };
}

function members(schema: Named): RuntimeMember[] {
  const [, , shape, , names, types, required] = schema as unknown as [
    0,
    0,
    string,
    0,
    string[],
    unknown[],
    number | undefined,
  ];
  return names.map((name, index) => {
    const [type, traits] = split(types[index]);
    const place = `${shape}.${name}`;
    const member: RuntimeMember = { name, required: index < (required ?? 0), type: typeOf(type, place) };
    const binding = bindingOf(traits, place);
    if (binding !== undefined) member.binding = binding;
    const xmlName = xmlNameOf(traits);
    if (xmlName !== undefined && xmlName !== name) member.xmlName = xmlName;
    return member;
  });
}

function typeOf(schema: unknown, place: string): RuntimeType {
  const resolved = resolve(schema);
  if (typeof resolved === 'number') {
    const kind = SCALARS[resolved];
    if (kind === undefined) throw new Error(`${place}: unknown scalar ${resolved}`);
    return { kind };
  }
  if (!isNamed(resolved)) throw new Error(`${place}: unreadable schema ${JSON.stringify(resolved)}`);
  switch (resolved[0]) {
    case 0:
      return typeOf(resolved[4], place);
    case 1: {
      const [items, traits] = split(resolved[4]);
      const itemName = xmlNameOf(traits);
      return { kind: 'list', items: typeOf(items, place), ...(itemName === undefined ? {} : { itemName }) };
    }
    case 2:
      return { kind: 'map', values: typeOf(split(resolved[5])[0], place) };
    case 3:
    case 4:
      return { kind: 'structure', shape: resolved[2] };
    default:
      throw new Error(`${place}: unknown kind of schema ${resolved[0]}`);
  }
}

function error(schema: Named): RuntimeSchemas['errors'][number] {
  const traits = schema[3] as { error: 'client' | 'server'; httpError?: number };
  return { name: schema[2], fault: traits.error, status: traits.httpError ?? (traits.error === 'client' ? 400 : 500) };
}

const resolve = (schema: unknown): unknown => (typeof schema === 'function' ? resolve(schema()) : schema);

/** A schema and its traits, where it comes as a pair. */
function split(schema: unknown): [unknown, unknown] {
  const resolved = resolve(schema);
  return Array.isArray(resolved) && !isNamed(resolved) && resolved.length === 2
    ? [resolved[0], resolved[1]]
    : [resolved, 0];
}

function bindingOf(traits: unknown, place: string): MemberDoc['binding'] {
  if (typeof traits === 'number') {
    if (traits & LABEL) return { label: true };
    if (traits & PAYLOAD) return { payload: true };
    return undefined;
  }
  const named = traits as { httpHeader?: string; httpQuery?: string; httpPayload?: 1; httpPrefixHeaders?: string };
  if (named.httpPrefixHeaders !== undefined) throw new Error(`${place}: prefix headers are not supported`);
  if (named.httpHeader !== undefined) return { header: named.httpHeader };
  if (named.httpQuery !== undefined) return { query: named.httpQuery };
  return named.httpPayload ? { payload: true } : undefined;
}

const xmlNameOf = (traits: unknown): string | undefined =>
  typeof traits === 'object' && traits !== null ? (traits as { xmlName?: string }).xmlName : undefined;
