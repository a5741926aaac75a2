import { checkContract } from '../../src/contracts/load.ts';
import type { Contract, Operation, ResourceRow, Schema } from '../../src/core/contract.ts';
import type { Basis } from '../../src/core/evidence.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Handler } from '../../src/core/target.ts';
import { createClassifier } from '../../src/schema/classifier.ts';
import { requestDecoder } from '../../src/wire/decode-request.ts';
import { responseEncoder } from '../../src/wire/encode-response.ts';
import { writeErrorEnvelope } from '../../src/wire/error-envelope.ts';

const basis: Basis = { evidence: 'documented', citations: [{ document: 'invented', place: 'pantry' }] };
const text: Schema = { type: 'string' };
const inHeader = (header: string): Schema => ({ type: 'string', binding: { header } });
const label: Schema = { type: 'string', binding: { label: true } };

/** A documented service of one invented kind of thing, such as jars. */
export function invented(kind: string): Contract {
  const path = `/2031-01-01/${kind.toLowerCase()}`;
  const errors = {
    [`NoSuch${kind}`]: 404,
    [`${kind}AlreadyExists`]: 409,
    InvalidArgument: 400,
    InvalidIfMatchVersion: 400,
    PreconditionFailed: 412,
  };
  const operation = (name: string, method: string, at: string, status: number, output: string | null): Operation => ({
    name: `${name}${kind}`,
    method,
    path: path + at,
    status,
    input: `${name}${kind}Request`,
    output,
    errors: Object.keys(errors),
    basis,
  });
  const operations = [
    operation('Create', 'POST', '', 201, `Create${kind}Result`),
    operation('Get', 'GET', '/{Id}', 200, `Get${kind}Result`),
    operation('GetConfigOf', 'GET', '/{Id}/config', 200, `GetConfigOf${kind}Result`),
    operation('Update', 'PUT', '/{Id}', 200, `Get${kind}Result`),
    operation('Delete', 'DELETE', '/{Id}', 204, null),
    operation('List', 'GET', '', 200, `List${kind}Result`),
  ];
  const config: Schema = { $ref: `#/$defs/${kind}Config`, binding: { payload: true } };
  const whole: Schema = { $ref: `#/$defs/${kind}`, binding: { payload: true } };
  const shape = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
    type: 'object',
    properties,
    required,
  });
  const etag = inHeader('ETag');
  return checkContract({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    format: 1,
    service: {
      name: 'Pantry',
      apiVersion: '2031-01-01',
      namespace: 'http://pantry.example/',
      host: 'pantry.example',
      signing: { name: 'pantry', region: 'us-east-1' },
    },
    source: { package: 'invented', version: '1.0.0' },
    operations: Object.fromEntries(operations.map((one) => [one.name, one])),
    errors: Object.fromEntries(
      Object.entries(errors).map(([code, status]) => [code, { status, fault: 'client' as const, basis }]),
    ),
    resources: { [kind]: resourceOf(kind) },
    $defs: documented({
      [`Create${kind}Request`]: shape({ [`${kind}Config`]: config }, [`${kind}Config`]),
      [`Create${kind}Result`]: shape({ [kind]: whole, Location: inHeader('Location'), ETag: etag }),
      [`Get${kind}Request`]: shape({ Id: label }, ['Id']),
      [`Get${kind}Result`]: shape({ [kind]: whole, ETag: etag }),
      [`GetConfigOf${kind}Request`]: shape({ Id: label }, ['Id']),
      [`GetConfigOf${kind}Result`]: shape({ [`${kind}Config`]: config, ETag: etag }),
      [`Update${kind}Request`]: shape({ [`${kind}Config`]: config, Id: label, IfMatch: inHeader('If-Match') }, [
        `${kind}Config`,
        'Id',
      ]),
      [`Delete${kind}Request`]: shape({ Id: label, IfMatch: inHeader('If-Match') }, ['Id']),
      [`List${kind}Request`]: shape({
        Marker: { type: 'string', binding: { query: 'Marker' } },
        MaxItems: { type: 'integer', binding: { query: 'MaxItems' } },
      }),
      [`List${kind}Result`]: shape({ List: { $ref: `#/$defs/${kind}List`, binding: { payload: true } } }),
      [`${kind}List`]: shape({
        NextMarker: text,
        MaxItems: { type: 'integer' },
        Quantity: { type: 'integer' },
        Items: { type: 'array', items: { $ref: `#/$defs/${kind}`, xmlName: kind } },
      }),
      [kind]: shape({
        Id: text,
        Changed: { type: 'string', format: 'date-time' },
        [`${kind}Config`]: { $ref: config.$ref! },
      }),
      [`${kind}Config`]: shape(
        {
          Name: { type: 'string', minLength: 3, maxLength: 40 },
          Content: { type: 'string', enum: ['flour', 'rice', 'salt'] },
          Grams: { type: 'integer', minimum: 1, maximum: 5000 },
          Price: { type: 'number', format: 'float', minimum: 0, maximum: 9 },
          Open: { type: 'boolean' },
          Shelf: { $ref: '#/$defs/Shelf' },
        },
        ['Name', 'Content', 'Grams'],
      ),
      Shelf: shape({ Row: { type: 'integer', minimum: 1, maximum: 9 }, Remark: text }, ['Row']),
    }),
  });
}

/** The same shapes, every keyword of them with its source. */
function documented(shapes: Record<string, Schema>): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, node]): [string, Schema] => {
      const { properties, items } = node;
      const inner = {
        ...(properties ? { properties: documented(properties) } : {}),
        ...(items ? { items: documented({ items }).items! } : {}),
      };
      return [
        name,
        {
          ...node,
          ...inner,
          basis: Object.fromEntries([...Object.keys(node), 'required'].map((word) => [word, basis])),
        },
      ];
    }),
  );
}

/** The lines that a resource table takes to have all rules on a thing. */
const resourceOf = (kind: string): ResourceRow => ({
  name: kind,
  operations: {
    create: `Create${kind}`,
    read: `Get${kind}`,
    readConfig: `GetConfigOf${kind}`,
    update: `Update${kind}`,
    delete: `Delete${kind}`,
    list: `List${kind}`,
  },
  id: { input: 'Id', output: [kind, 'Id'] },
  etag: { input: 'IfMatch', output: 'ETag' },
  location: 'Location',
  config: { input: `${kind}Config`, output: [kind, `${kind}Config`], readConfig: [`${kind}Config`] },
  lastModified: [kind, 'Changed'],
  list: {
    items: ['List', 'Items'],
    marker: 'Marker',
    maxItems: 'MaxItems',
    nextMarker: ['List', 'NextMarker'],
    quantity: ['List', 'Quantity'],
    quantityCounts: 'page',
    id: ['Id'],
    config: [`${kind}Config`],
  },
  errors: {
    notFound: `NoSuch${kind}`,
    alreadyExists: `${kind}AlreadyExists`,
    missingIfMatch: 'InvalidIfMatchVersion',
    staleIfMatch: ['PreconditionFailed', 'InvalidIfMatchVersion'],
  },
  unique: [{ path: ['Name'], error: `${kind}AlreadyExists` }],
});

interface Kept {
  id: string;
  version: number;
  config: JsonObject;
  changed: string;
}

/** What a server may get wrong. */
export type Mistake = 'forgets-shelf' | 'ignores-if-match' | 'repeats-pages';

/** A server of such a service, a few lines that share nothing with the reference. */
export function pantry(contract: Contract, kind: string, mistake?: Mistake): Handler {
  const decode = requestDecoder(contract);
  const encode = responseEncoder(contract);
  const judge = createClassifier(contract);
  const things = new Map<string, Kept>();
  let ids = 0;
  const etagOf = ({ id, version }: Kept): string => `${id}-${version}`;
  const body = ({ id, config, changed }: Kept): JsonObject => ({ Id: id, Changed: changed, [`${kind}Config`]: config });
  const shown = (kept: Kept): JsonObject => ({ [kind]: body(kept), ETag: etagOf(kept) });
  const stored = (config: JsonObject): JsonObject =>
    mistake === 'forgets-shelf' ? { ...config, Shelf: undefined } : config;
  const taken = (config: JsonObject, self?: Kept): boolean =>
    [...things.values()].some((one) => one !== self && one.config.Name === config.Name);
  const versionFault = (kept: Kept, ifMatch: unknown): string | undefined => {
    if (mistake === 'ignores-if-match' || ifMatch === etagOf(kept)) return undefined;
    return ifMatch === undefined ? 'InvalidIfMatchVersion' : 'PreconditionFailed';
  };
  const answer = (verb: string, operation: string, input: JsonObject): JsonObject | string => {
    const config = input[`${kind}Config`] as JsonObject;
    const kept = things.get(String(input.Id));
    const now = new Date().toISOString();
    if (verb === 'Create') {
      if (judge(operation, input).answer === 'broken') return 'InvalidArgument';
      if (taken(config)) return `${kind}AlreadyExists`;
      const made = {
        id: `${kind.charAt(0)}${String(++ids).padStart(9, '0')}`,
        version: 1,
        config: stored(config),
        changed: now,
      };
      things.set(made.id, made);
      return { ...shown(made), Location: `/2031-01-01/${kind.toLowerCase()}/${made.id}` };
    }
    if (verb === 'List') return list(input);
    if (!kept) return `NoSuch${kind}`;
    if (verb === 'Get') return shown(kept);
    if (verb === 'GetConfigOf') return { [`${kind}Config`]: kept.config, ETag: etagOf(kept) };
    const fault = versionFault(kept, input.IfMatch);
    if (fault !== undefined) return fault;
    if (verb === 'Delete') return things.delete(kept.id) ? {} : {};
    if (judge(operation, input).answer === 'broken') return 'InvalidArgument';
    if (taken(config, kept)) return `${kind}AlreadyExists`;
    Object.assign(kept, { version: kept.version + 1, config: stored(config), changed: now });
    return shown(kept);
  };
  const list = ({ Marker, MaxItems: asked }: JsonObject): JsonObject => {
    const MaxItems = Number.isSafeInteger(asked) ? Number(asked) : 10;
    const sorted = [...things.keys()].sort();
    const rest = sorted.filter((id) => Marker === undefined || mistake === 'repeats-pages' || id > String(Marker));
    const page = rest.slice(0, MaxItems);
    const next = rest.length > page.length ? page.at(-1) : undefined;
    const items = page.map((id) => body(things.get(id)!));
    return { List: { NextMarker: next, MaxItems, Quantity: items.length, Items: items } };
  };
  return async (request) => {
    const decoded = decode(request);
    const { operation = '' } = decoded;
    const given =
      'problem' in decoded ? 'InvalidArgument' : answer(operation.replace(kind, ''), operation, decoded.input);
    if (typeof given !== 'string') return encode(operation, given);
    const status = contract.errors[given]?.status ?? 400;
    const envelope = writeErrorEnvelope(contract.service.namespace, {
      code: given,
      type: 'Sender',
      requestId: 'pantry',
    });
    return { status, headers: { 'content-type': 'text/xml' }, body: new TextEncoder().encode(envelope) };
  };
}
