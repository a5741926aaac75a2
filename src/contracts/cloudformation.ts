import type { Contract, Resource } from '../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../core/json.ts';
import { type Described, type Dialect, described } from '../schema/described.ts';
import { meantName } from '../schema/meant.ts';
import { configSent, operationOf, resourceOf } from './resource.ts';

const TYPE = 'AWS::CloudFront::';

/** Whether a value is a CloudFormation template, or a resource of one. */
export const isTemplate = (value: JsonObject): boolean =>
  resourcesOf(value).length > 0 || Object.keys(value).some((key) => key === 'AWSTemplateFormatVersion');

/**
 * The resources of a template that some kind of resource of the contract stands for, as create requests. Properties that
 * stand alone are taken for those of the resource that `operation` creates.
 */
export function fromTemplate(contract: Contract, operation: string, value: JsonObject): Described[] {
  const alone = resourceOf(contract, operation, 'create');
  const found = resourcesOf(value);
  const isAlone = found.length === 0 && alone !== undefined && configSent(alone, value) !== undefined;
  const all = isAlone ? [{ name: '', path: [], body: { Type: TYPE + alone.name, Properties: value } }] : found;
  return all.flatMap(({ name, path, body }) => {
    const resource = contract.resources[String(body.Type).slice(TYPE.length)];
    if (!resource) return [];
    const from = isAlone ? [] : [...path, 'Properties'];
    const source = { name, operation: operationOf(resource, 'create'), properties: body.Properties ?? {}, from };
    return [described(contract, dialectOf(resource), source)];
  });
}

const dialectOf = ({ templateDefaults = {} }: Resource): Dialect => ({
  isUnknown: isIntrinsic,
  isIgnored: () => false,
  memberOf: (_, key, free) => meantName(key, free),
  hasBlocks: false,
  defaults: templateDefaults,
});

function resourcesOf(value: JsonObject): { name: string; path: Path; body: JsonObject }[] {
  const isOurs = ({ Type }: JsonObject): boolean => typeof Type === 'string' && Type.startsWith(TYPE);
  if (isOurs(value)) return [{ name: '', path: [], body: value }];
  if (!isObject(value.Resources)) return [];
  return Object.entries(value.Resources).flatMap(([name, body]) =>
    isObject(body) && isOurs(body) ? [{ name, path: ['Resources', name], body }] : [],
  );
}

/** `{ Ref: … }`, `{ "Fn::GetAtt": … }` and the short forms of YAML: a value that only the deployment knows. */
function isIntrinsic(value: Json): boolean {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && /^(?:Ref|Fn::\w+|!\w+)$/.test(keys[0]!);
}
