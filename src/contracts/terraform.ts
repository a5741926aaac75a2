import type { Contract, Resource } from '../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../core/json.ts';
import { type Described, type Dialect, described } from '../schema/described.ts';
import { sameButForCase } from '../schema/meant.ts';
import { configMember, operationOf } from './resource.ts';

/** A resource in a plan, a state or a configuration. */
interface Found {
  type: string;
  address: string;
  attributes: JsonObject;
  from: Path;
}

/** Whether a value is a plan, a state or a configuration of Terraform in JSON. */
export const isTerraform = (value: JsonObject): boolean =>
  'terraform_version' in value ||
  ['resource', 'data', 'provider'].some((key) => isObject(value[key])) ||
  Object.keys(value).some((key) => key.startsWith('aws_cloudfront_'));

/** The resources of a plan, a state or a configuration that some kind of resource of the contract stands for, as create requests. */
export function fromTerraform(contract: Contract, value: JsonObject): Described[] {
  return foundIn(value).flatMap(({ type, address, attributes, from }) => {
    const resource = Object.values(contract.resources).find(({ terraform }) => terraform?.type === type);
    if (!resource) return [];
    const source = {
      name: address,
      operation: operationOf(resource, 'create'),
      properties: attributes,
      from,
      member: configMember(resource),
    };
    return [described(contract, dialectOf(resource), source)];
  });
}

/** Arguments that any resource may have. */
const META = [
  'depends_on',
  'lifecycle',
  'count',
  'for_each',
  'provider',
  'provisioner',
  'connection',
  'timeouts',
  '//',
];

const dialectOf = ({ terraform }: Resource): Dialect => ({
  isUnknown: (value) => value === null || value === UNKNOWN || (typeof value === 'string' && /[$%]\{/.test(value)),
  isIgnored: (shape, key, value) =>
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    META.includes(key) ||
    terraform?.members[`${shape}.${key}`] === null,
  memberOf: (shape, key, free) =>
    terraform?.members[`${shape}.${key}`] ?? free.find((name) => sameButForCase(name, key)),
  hasBlocks: true,
  defaults: terraform?.defaults ?? {},
});

/** Stands for a value that only the deployment knows. */
const UNKNOWN: JsonObject = { unknown: true };

function foundIn(value: JsonObject): Found[] {
  if (Array.isArray(value.resource_changes)) return value.resource_changes.flatMap(changed);
  if (isObject(value.values)) return inModule(value.values.root_module, ['values', 'root_module']);
  if (isObject(value.planned_values))
    return inModule(value.planned_values.root_module, ['planned_values', 'root_module']);
  if (Array.isArray(value.resources)) return value.resources.flatMap(inState);
  return inConfiguration(
    isObject(value.resource) ? value.resource : value,
    isObject(value.resource) ? ['resource'] : [],
  );
}

/** A resource as a plan leaves it. */
function changed(one: Json, index: number): Found[] {
  if (!isObject(one) || !isObject(one.change) || !isObject(one.change.after)) return [];
  const { after, after_unknown: unknown } = one.change;
  const from = ['resource_changes', index, 'change', 'after'];
  return [
    {
      type: String(one.type),
      address: String(one.address),
      attributes: withUnknown(after, unknown) as JsonObject,
      from,
    },
  ];
}

/** Values of a plan with a mark where it says that they are known after it is applied. */
function withUnknown(value: Json | undefined, unknown: Json | undefined): Json | undefined {
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(unknown)) {
    const values = Array.isArray(value) ? value : [];
    return values.map((item, index) => withUnknown(item, unknown[index]) ?? null);
  }
  if (!isObject(unknown) || !isObject(value)) return value;
  const marked = Object.entries(unknown).flatMap(([key, inner]) => {
    const held = withUnknown(value[key], inner);
    return held === undefined ? [] : [[key, held] as const];
  });
  return { ...value, ...Object.fromEntries(marked) };
}

function inModule(module: Json | undefined, path: Path): Found[] {
  if (!isObject(module)) return [];
  const list = (key: string): Json[] => (Array.isArray(module[key]) ? module[key] : []);
  const own = list('resources').flatMap((one, index): Found[] => {
    if (!isObject(one) || !isObject(one.values)) return [];
    const from = [...path, 'resources', index, 'values'];
    return [{ type: String(one.type), address: String(one.address), attributes: one.values, from }];
  });
  return [
    ...own,
    ...list('child_modules').flatMap((inner, index) => inModule(inner, [...path, 'child_modules', index])),
  ];
}

/** The instances of a resource in the file of a state. */
function inState(one: Json, index: number): Found[] {
  if (!isObject(one) || !Array.isArray(one.instances)) return [];
  const address = [one.module, one.type, one.name].filter((part) => part !== undefined).join('.');
  return one.instances.flatMap((instance, nth): Found[] => {
    if (!isObject(instance) || !isObject(instance.attributes)) return [];
    const from = ['resources', index, 'instances', nth, 'attributes'];
    return [{ type: String(one.type), address, attributes: instance.attributes, from }];
  });
}

/** Resources by their type and name, as configurations in JSON hold them. */
function inConfiguration(resources: JsonObject, path: Path): Found[] {
  return Object.entries(resources).flatMap(([type, named]) =>
    isObject(named)
      ? Object.entries(named).flatMap(([name, held]): Found[] => {
          const attributes = Array.isArray(held) ? held[0] : held;
          const from = [...path, type, name, ...(Array.isArray(held) ? [0] : [])];
          return isObject(attributes) ? [{ type, address: `${type}.${name}`, attributes, from }] : [];
        })
      : [],
  );
}
