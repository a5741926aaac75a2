import type { ConstraintViolation } from '../core/classification.ts';
import { likeness } from '../core/closest.ts';
import type { Contract } from '../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { minimalExample } from './arbitrary.ts';
import type { Classifier } from './classifier.ts';
import { type Constraint, constraints } from './constraints.ts';
import { given } from './given.ts';
import { numberDomain } from './keywords/number.ts';
import { sites } from './site.ts';

/** Changes that are tried; more than one request can reasonably have wrong. */
const MOST = 40;

/** A request like the given one that breaks nothing, with as little changed as makes it so; undefined where none is found. */
export function repaired(
  contract: Contract,
  judge: Classifier,
  operation: string,
  input: JsonObject,
): JsonObject | undefined {
  const { input: shape } = contract.operations[operation]!;
  const tried = new Map<string, number>();
  let current = input;
  for (let turn = 0; turn < MOST; turn++) {
    const [breach] = judge(operation, current).broken;
    if (!breach) return current;
    const key = `${breach.rule} ${breach.path.join('.')}`;
    const times = tried.get(key) ?? 0;
    tried.set(key, times + 1);
    current =
      times === 0 ? mended(contract, shape, current, breach) : replaced(contract, shape, current, breach.path, times);
  }
  return undefined;
}

/** The constraint behind a breach, at any position of a list. */
function constraintOf(contract: Contract, shape: string, { rule, path }: ConstraintViolation): Constraint | undefined {
  const place = sitePath(path).join('.');
  return constraints(contract, shape).find(({ id, site }) => id === rule && site.path.join('.') === place);
}

const sitePath = (path: Path): Path => path.map((key) => (typeof key === 'number' ? 0 : key));

/** With the one value changed that the constraint speaks of. */
function mended(contract: Contract, shape: string, input: JsonObject, breach: ConstraintViolation): JsonObject {
  const { path } = breach;
  const constraint = constraintOf(contract, shape, breach);
  if (breach.rule.endsWith('.type')) {
    const place = sitePath(path).join('.');
    const { node } = sites(contract, shape).find((site) => site.path.join('.') === place) ?? {};
    const read = readAs(node?.type, valueAt(input, path));
    if (read !== undefined) return put(input, path, read);
  }
  const around = path.slice(0, -1);
  const parent = valueAt(input, around);
  const change = constraint && isObject(parent) ? changeOf(constraint, parent) : undefined;
  if (change) return put(input, around, { ...(parent as JsonObject), ...change });
  if (constraint?.keyword === 'requires') {
    const lacking = (constraint.value as string[]).find((other) => !given((parent as JsonObject)[other]));
    if (lacking !== undefined) return filled(contract, shape, input, [...around, lacking]);
  }
  return filled(contract, shape, input, path);
}

/** Members to set where the request itself tells what is right. */
function changeOf({ keyword, value, site }: Constraint, parent: JsonObject): JsonObject | undefined {
  const { member, node } = site;
  const held = parent[member];
  switch (keyword) {
    case 'countOf': {
      const list = parent[String(value)];
      return { [member]: Array.isArray(list) ? list.length : 0 };
    }
    case 'atMost':
    case 'atLeast':
      return { [member]: parent[String(value)]! };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const { min, max } = numberDomain(node);
      return typeof held === 'number' ? { [member]: Math.min(max, Math.max(min, held)) } : undefined;
    }
    case 'maxLength':
      return typeof held === 'string' ? { [member]: held.slice(0, Number(value)) } : undefined;
    case 'enum': {
      const meant = closestOf(node.enum ?? [], held);
      return meant === undefined ? undefined : { [member]: meant };
    }
    case 'prefix':
      return typeof held === 'string' ? { [member]: `${value}${held}` } : undefined;
    case 'notPrefix':
      return typeof held === 'string' && held.length > String(value).length
        ? { [member]: held.slice(String(value).length) }
        : undefined;
    case 'excludes':
      return Object.fromEntries((value as string[]).map((other) => [other, undefined])) as JsonObject;
    case 'uniqueBy':
      return Array.isArray(held) ? { [member]: renamed(held, String(value)) } : undefined;
    default:
      return undefined;
  }
}

/** How alike a value and an allowed one must be for the one to be meant by the other, from 0 to 1. */
const ALIKE = 0.4;

function closestOf(values: readonly Json[], held: Json | undefined): Json | undefined {
  const written = String(held).toLowerCase().trim();
  const ranked = values
    .map((value) => ({ value, score: likeness(String(value).toLowerCase(), written) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0] && ranked[0].score >= ALIKE ? ranked[0].value : undefined;
}

/** What a text was meant for that is no value of the type; undefined where that is unknown. */
function readAs(type: unknown, held: Json | undefined): Json | undefined {
  if (typeof held !== 'string') return undefined;
  if (type === 'boolean') return /^(?:yes|y|on|1)$/i.test(held.trim()) ? true : undefined;
  if (type !== 'integer' && type !== 'number') return undefined;
  const number = Number.parseFloat(held.replace(',', '.')) / (held.trim().endsWith('%') ? 100 : 1);
  if (!Number.isFinite(number)) return undefined;
  return type === 'integer' ? Math.round(number) : number;
}

/** Items with another name where one before them has theirs. */
function renamed(items: Json[], by: string): Json[] {
  const seen = new Set<Json | undefined>();
  return items.map((item, index) => {
    const name = (item as JsonObject)[by];
    if (!seen.has(name)) {
      seen.add(name);
      return item;
    }
    return { ...(item as JsonObject), [by]: `${name}-${index + 1}` };
  });
}

/** With the smallest supported value at a place. */
function filled(contract: Contract, shape: string, input: JsonObject, path: Path): JsonObject {
  const value = valueAt(minimalExample(contract, shape, sitePath(path)), sitePath(path));
  return value === undefined ? input : put(input, path, value);
}

/** With a smallest supported structure in the place of one that holds the breach, the further out the more often it was tried. */
function replaced(contract: Contract, shape: string, input: JsonObject, path: Path, times: number): JsonObject {
  const outer = path.slice(0, Math.max(1, path.length - times));
  const value = valueAt(minimalExample(contract, shape, sitePath(path)), sitePath(outer));
  return value === undefined ? input : put(input, outer, value);
}

/** A copy of a request with another value at a place; without what is undefined. */
function put<T extends Json>(value: T, [key, ...rest]: Path, by: Json): T {
  if (key === undefined) return by as T;
  if (Array.isArray(value)) {
    const copy = [...value];
    copy[Number(key)] = put(copy[Number(key)] ?? {}, rest, by);
    return copy as unknown as T;
  }
  const object: JsonObject = isObject(value) ? value : {};
  const copy = { ...object, [key]: put(object[key] ?? {}, rest, by) };
  return Object.fromEntries(Object.entries(copy).filter(([, member]) => member !== undefined)) as T;
}
