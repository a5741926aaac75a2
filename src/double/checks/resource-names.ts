import { configMember, idMember, operationOf, resourceOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject, Path } from '../../core/json.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import { placeText } from '../../core/place-text.ts';
import { callText } from '../call-text.ts';
import { type KnownResource, labelsOf } from '../resource-registry.ts';
import { asked, type Demand, type Remark, type RequestCheck } from './check.ts';

const NAME: Demand = {
  id: 'request.resource-name',
  evidence: 'documented',
  demands: 'a request must name a resource of the documented kind, by the documented value',
  place: 'the request',
};

type DependsOn = NonNullable<Resource['dependsOn']>[number];

/** A place of a request that names a resource: of which kind, by which of the values that responses show of it, and of what sort. */
interface Reference {
  path: Path;
  kind: string;
  by: string;
  only?: DependsOn['only'];
}

/**
 * A resource is not named by another of its values, such as its domain name in the place of its id, and none of another kind
 * stands in its place. Nothing is said of what this conversation never showed.
 */
export const resourceNames = namesOf((reference) => reference);

/** The same in front of a service whose responses may be wrong: what they say of a resource's sort is not taken for the truth. */
export const resourceNamesAlone = namesOf(({ only: _, ...reference }) => reference);

function namesOf(judged: (reference: Reference) => Reference): RequestCheck {
  return asked([NAME], ({ parsed }, { contract, registry }) => {
    if ('problem' in parsed) return [];
    const { operation, input } = parsed;
    const known = [...registry.values()].filter(({ gone }) => gone === 'no');
    return referencesIn(contract, operation).flatMap((raw): Remark[] => {
      const reference = judged(raw);
      const value = valueAt(input, reference.path);
      if (typeof value !== 'string' || value === '') return [];
      const found = mistakeIn(reference, value, known);
      if (found === undefined) return [];
      const right = rightValue(reference, value, input, known);
      const correct = callText(operation, withValueAt(input, reference.path, right) as JsonObject);
      return [{ demand: NAME, found: `${value}, ${found}`, path: reference.path, correct }];
    });
  });
}

/** The ids in the path and query of a call, and the names in its configuration. */
function referencesIn(contract: Contract, operation: string): Reference[] {
  const own = resourceOf(contract, operation);
  const ids = own
    ? [{ path: [idMember(own)], kind: own.name, by: 'Id' }]
    : labelsOf(contract, operation).flatMap((label) => {
        const kind = kindOf(contract, operation, label);
        return kind === undefined ? [] : [{ path: [label], kind, by: 'Id' }];
      });
  const names = (own?.dependsOn ?? []).map(
    ({ path, resource, member, only }): Reference => ({
      path: [configMember(own!), ...path],
      kind: resource,
      by: String(member.at(-1)),
      ...(only ? { only } : {}),
    }),
  );
  return [...ids, ...names];
}

/** The kind of resource whose id a label holds, by the label's name or by the path in which it stands. */
function kindOf({ operations, resources }: Contract, operation: string, label: string): string | undefined {
  const all = Object.values(resources);
  const named = all.find(({ name }) => label.endsWith(`${name}Id`));
  const isBelow = (resource: Resource): boolean => {
    const { path } = operations[operationOf(resource, 'read')]!;
    return path.endsWith(`{${label}}`) && operations[operation]!.path.startsWith(`${path}/`);
  };
  return (named ?? all.find(isBelow))?.name;
}

/** What a value is that does not name what it must; undefined where it does, or where nothing is known of it. */
function mistakeIn({ kind, by, only }: Reference, value: string, known: readonly KnownResource[]): string | undefined {
  const named = known.filter(({ resource, shown }) => resource.name === kind && shown.get(by) === value);
  if (named.length > 0) {
    const [wrong] = only ? named.filter(({ config }) => isOther(only, config)) : [];
    return wrong && only
      ? `the ${by} of a ${kind} whose ${placeText(only.path)} is ${valueAt(wrong.config, only.path)}`
      : undefined;
  }
  for (const { resource, shown } of known)
    for (const [member, text] of shown) {
      if (text !== value && !(resource.name === kind && member === by && text === hostOf(value))) continue;
      const written = text === value ? '' : ' as a URL';
      return `the ${member} of a ${resource.name}${written}, where the ${by} of a ${kind} belongs`;
    }
  return undefined;
}

/** The value that was meant: of the resource that shows what was given, else of the only one that the call does not name yet. */
function rightValue(reference: Reference, value: string, input: JsonObject, known: readonly KnownResource[]): string {
  const { kind, by, only } = reference;
  const fitting = known.filter(({ resource, config }) => resource.name === kind && !(only && isOther(only, config)));
  const same = fitting.find(({ shown }) =>
    [...shown.values()].some((text) => text === value || text === hostOf(value)),
  );
  const given = new Set(Object.values(input));
  const others = fitting.filter(({ id }) => !given.has(id));
  const right = same ?? (others.length === 1 ? others[0] : undefined);
  return right?.shown.get(by) ?? `<the ${by} of a ${kind}>`;
}

/** Whether a configuration says that it is of another sort; one that says nothing may be of any. */
const isOther = ({ path, equals }: NonNullable<Reference['only']>, config: JsonObject | undefined): boolean =>
  valueAt(config, path) !== undefined && valueAt(config, path) !== equals;

/** A host that is written as a URL. */
const hostOf = (value: string): string => value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
