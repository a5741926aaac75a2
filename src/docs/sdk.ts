import type { Documentation, MemberDoc, ScalarKind, TypeDoc } from './documentation.ts';
import { htmlBlocks } from './html-prose.ts';
import { type Declarations, readDeclarations } from './sdk-declarations.ts';
import { declarationsOf, loadSdk, SDK } from './sdk-package.ts';
import { type RuntimeType, readSchemas } from './sdk-schemas.ts';

const INTEGERS: Record<string, ScalarKind> = { int: 'int32', long: 'int64', float: 'float', double: 'double' };

/** The documentation that the installed SDK holds: structure from its runtime schemas, the rest and the prose from its type declarations. */
export function readSdk(): Promise<Documentation> {
  reading ??= read();
  return reading;
}

/** What is installed does not change while we run. */
let reading: Promise<Documentation> | undefined;

async function read(): Promise<Documentation> {
  const sdk = await loadSdk();
  const schemas = readSchemas(sdk.exports);
  const declarations = await readDeclarations(declarationsOf(sdk));
  const documentation: Documentation = {
    source: { package: SDK, version: sdk.version },
    service: await serviceOf(sdk.exports),
    operations: new Map(),
    shapes: new Map(),
    errors: new Map(),
  };
  for (const operation of schemas.operations) {
    const declared = declarations.operations.get(operation.name);
    if (declared === undefined) throw new Error(`${operation.name} is not declared`);
    documentation.operations.set(operation.name, {
      ...operation,
      errors: declared.throws.filter((name) => schemas.errors.some((error) => error.name === name)).sort(),
      prose: htmlBlocks(declared.doc),
    });
  }
  for (const [name, members] of schemas.structures) {
    const declared = declarations.structures.get(name);
    if (declared === undefined) throw new Error(`${name} is not declared`);
    documentation.shapes.set(name, {
      name,
      prose: htmlBlocks(declared.doc),
      members: declared.members.map((declaredMember): MemberDoc => {
        const member = members.find((each) => each.name === declaredMember.name);
        if (member === undefined) throw new Error(`${name}.${declaredMember.name} is declared and has no schema`);
        const place = `${name}.${member.name}`;
        const type = typeOf(member.type, place, declaredMember.typeName, declarations);
        return { ...member, type, prose: htmlBlocks(declaredMember.doc) };
      }),
    });
  }
  for (const { name, status, fault } of schemas.errors) {
    documentation.errors.set(name, { name, status, fault, prose: htmlBlocks(declarations.errors.get(name) ?? '') });
  }
  return documentation;
}

function typeOf(type: RuntimeType, place: string, typeName: string, declarations: Declarations): TypeDoc {
  switch (type.kind) {
    case 'structure':
      return type;
    case 'list':
      return { ...type, items: typeOf(type.items, place, typeName, declarations) };
    case 'map':
      return { ...type, values: typeOf(type.values, place, typeName, declarations) };
    case 'number': {
      const kind = INTEGERS[declarations.numbers.get(place) ?? ''];
      if (kind === undefined) throw new Error(`${place}: no example tells which kind of number it is`);
      return { kind };
    }
    case 'string': {
      const values = declarations.enumerations.get(typeName);
      return values === undefined ? { kind: 'string' } : { kind: 'string', values };
    }
    default:
      return type;
  }
}

interface ClientConfig {
  apiVersion: string;
  serviceId: string;
  protocolSettings: { xmlNamespace: string };
  endpointProvider(parameters: object): { url: URL; properties?: { authSchemes?: { signingRegion: string }[] } };
  credentials?: unknown;
}

async function serviceOf(exports: Record<string, unknown>): Promise<Documentation['service']> {
  const Client = exports.CloudFrontClient as new (config: object) => { config: ClientConfig; destroy(): void };
  const client = new Client({ region: 'us-east-1' });
  const { config } = client;
  const endpoint = config.endpointProvider({ Region: 'us-east-1', UseFIPS: false, UseDualStack: false });
  const region = endpoint.properties?.authSchemes?.[0]?.signingRegion ?? 'us-east-1';
  client.destroy();
  return {
    name: config.serviceId,
    apiVersion: config.apiVersion,
    namespace: config.protocolSettings.xmlNamespace,
    host: endpoint.url.host,
    signing: { name: config.serviceId.toLowerCase(), region },
  };
}
