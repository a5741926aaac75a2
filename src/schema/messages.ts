import type { Classification } from '../core/classification.ts';
import type { Contract, Schema } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { placeText } from '../core/place-text.ts';
import { type Constraint, constraints } from './constraints.ts';
import { demandsOf } from './demands.ts';
import { meantName, sameButForCase } from './meant.ts';
import { resolve, sites } from './site.ts';

/** One thing to say of a request. */
export interface Message {
  severity: 'broken' | 'open';
  /** `Shape.Member.keyword`, or what is open. */
  rule: string;
  path: Path;
  /** What is demanded, and what was found. */
  text: string;
  /** What may have been meant. */
  hint?: string;
}

/** All that there is to say of a request, what is broken first. */
export function messagesOf(
  contract: Contract,
  operation: string,
  input: JsonObject,
  { broken, open }: Classification,
): Message[] {
  const { input: shape } = contract.operations[operation]!;
  const say = demandsOf(contract, shape);
  const known = constraintsByPlace(contract, shape);
  const misspelt = misspellings(contract, shape, input, open);
  const message = (severity: Message['severity'], rule: string, path: Path): Message => {
    const constraint = known.get(`${rule} ${placeOf(path)}`);
    const found = foundText(input, path, constraint);
    const hint = hintFor(contract, shape, input, path, rule, misspelt);
    return {
      severity,
      rule,
      path,
      text: `${say(rule).sentence}${found === undefined ? '' : `; found ${found}`}`,
      ...(hint === undefined ? {} : { hint }),
    };
  };
  return [
    ...broken.map(({ rule, path }) => message('broken', rule, path)),
    ...open.map(({ reason, path }) => message('open', reason, path)),
  ];
}

const placeOf = (path: Path): string => path.map((key) => (typeof key === 'number' ? 0 : key)).join('.');

const constraintsByPlace = (contract: Contract, shape: string): Map<string, Constraint> =>
  new Map(constraints(contract, shape).map((one) => [`${one.id} ${placeOf(one.site.path)}`, one]));

/** What was found, with the members that the constraint compares it with. */
function foundText(input: JsonObject, path: Path, constraint: Constraint | undefined): string | undefined {
  const value = valueAt(input, path);
  if (value === undefined) return undefined;
  const parent = valueAt(input, path.slice(0, -1));
  const compared = constraint === undefined ? [] : comparedWith(constraint);
  const others = compared.map((name) => {
    const other = (parent as JsonObject | undefined)?.[name];
    return other === undefined ? `no ${name}` : `${name} ${brief(other)}`;
  });
  return [brief(value), ...others].join(', ');
}

/** Siblings of which a constraint speaks. */
function comparedWith({ keyword, value }: Constraint): string[] {
  if (keyword === 'atMost' || keyword === 'atLeast') return [String(value)];
  return keyword === 'requires' || keyword === 'excludes' ? (value as string[]) : [];
}

function brief(value: Json): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'a structure';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** For each unknown member its place and the place of the one that was meant. */
type Misspelling = { written: Path; meant: Path };

function misspellings(
  contract: Contract,
  shape: string,
  input: JsonObject,
  open: Classification['open'],
): Misspelling[] {
  return open
    .filter(({ reason }) => reason.endsWith('.unknown'))
    .flatMap(({ path }) => {
      const meant = meantPlace(contract, shape, input, path);
      return meant === undefined ? [] : [{ written: path, meant }];
    });
}

/** Where a member belongs that its structure does not know: another spelling there, or the same name deeper down. */
function meantPlace(contract: Contract, shape: string, input: JsonObject, path: Path): Path | undefined {
  const around = path.slice(0, -1);
  const written = String(path.at(-1));
  const holder = nodeAt(contract, contract.$defs[shape]!, around);
  const parent = valueAt(input, around) as JsonObject;
  const absent = Object.keys(holder?.properties ?? {}).filter((name) => parent[name] === undefined);
  const version = Object.entries(holder?.properties ?? {}).find(([name, { binding }]) => isVersion(name, binding));
  // Answers give as ETag what requests take as If-Match.
  if (version && parent[version[0]] === undefined && /^(?:e-?tag|if-?match)$/i.test(written))
    return [...around, version[0]];
  const same = meantName(written, absent);
  if (same !== undefined) return [...around, same];
  const place = placeOf(around);
  const deeper = sites(contract, shape).filter(
    ({ path: site, member }) =>
      sameButForCase(member, written) && site.join('.').startsWith(place) && site.length > path.length,
  );
  return (deeper.find(({ member }) => member === written) ?? deeper[0])?.path;
}

const isVersion = (_: string, binding: Schema['binding']): boolean =>
  binding !== undefined && 'header' in binding && binding.header.toLowerCase() === 'if-match';

/** The node behind a place; undefined where the documentation knows none. */
function nodeAt(contract: Contract, root: Schema, path: Path): Schema | undefined {
  let node: Schema | undefined = resolve(contract, root);
  for (const key of path) {
    const inner: Schema | undefined = typeof key === 'number' ? node?.items : node?.properties?.[key];
    node = inner && resolve(contract, inner);
  }
  return node;
}

function hintFor(
  contract: Contract,
  shape: string,
  input: JsonObject,
  path: Path,
  rule: string,
  misspelt: readonly Misspelling[],
): string | undefined {
  const own = misspelt.find(({ written }) => written === path || placeText(written) === placeText(path));
  if (own) return `did you mean ${own.meant.length === path.length ? own.meant.at(-1) : placeText(own.meant)}?`;
  const instead = misspelt.find(({ meant }) => placeText(meant) === placeText(path));
  if (instead) return `${placeText(instead.written)} was given instead`;
  const value = valueAt(input, path);
  const node = nodeAt(contract, contract.$defs[shape]!, path);
  if (rule.endsWith('.enum') && typeof value === 'string') {
    const meant = meantName(value, (node?.enum ?? []).map(String));
    return meant === undefined ? undefined : `did you mean ${meant}?`;
  }
  if (rule.endsWith('.type') && Array.isArray(value) && node?.properties?.Items && node.properties.Quantity)
    return 'write it as {"Quantity": …, "Items": […]}; a plain list is how CloudFormation writes it, which --from cloudformation reads';
  return undefined;
}
