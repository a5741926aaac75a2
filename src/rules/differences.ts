import { itemsPath, listedConfigPath, listedIdPath } from '../contracts/listing.ts';
import { configMember, configPath, idMember, operationOf, timePath } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Difference as Deviating, View } from '../core/difference.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { outcomeText } from './expect.ts';
import type { ValueDifference } from './same.ts';

/** A value that a write sent and that came back otherwise, for a machine. */
export interface RoundTrip {
  resource: Resource;
  /** The write. */
  operation: string;
  view: View;
  /** The views that were looked at, if not this one alone. */
  looked?: readonly View[];
  /** What an update replaced: a value of it that is still there was not replaced. */
  earlier?: JsonObject | undefined;
}

/** Differences inside a configuration between the values that a write sent and those that were returned. */
export function roundTripDifferences(
  { resource, operation, view, looked = [view], earlier }: RoundTrip,
  found: readonly ValueDifference[],
): Deviating[] {
  return found.map(({ path, sent, got }) => ({
    kind: isEarlier(earlier, path, got) ? 'stale' : kindOf(sent, got),
    operation,
    view,
    looked: [...looked],
    place: memberPlace([configMember(resource), ...path]),
    ...texts(sent, got),
  }));
}

const isEarlier = (earlier: JsonObject | undefined, path: Path, got: Json | undefined): boolean =>
  earlier !== undefined && !isNone(got) && JSON.stringify(valueAt(earlier, path)) === JSON.stringify(got);

const kindOf = (sent: Json | undefined, got: Json | undefined): 'loses' | 'adds' | 'changes' =>
  isNone(got) ? 'loses' : isNone(sent) ? 'adds' : 'changes';

const isNone = (value: Json | undefined): boolean => value === undefined || value === '';

function texts(expected: Json | undefined, observed: Json | undefined): { expected?: string; observed?: string } {
  return {
    ...(expected === undefined ? {} : { expected: JSON.stringify(expected) }),
    ...(observed === undefined ? {} : { observed: JSON.stringify(observed) }),
  };
}

/** A place by the names of its members: all items of a list are one place. */
export const memberPlace = (path: Path): string => path.filter((key) => typeof key === 'string').join('.');

/** A difference inside an answer that was not held against what was sent. */
export function answerDifference(
  contract: Contract,
  kind: Deviating['kind'],
  operation: string,
  path: Path,
  values: { expected?: Json | undefined; observed?: Json | undefined },
): Deviating {
  return { kind, operation, ...placeInAnswer(contract, operation, path), ...texts(values.expected, values.observed) };
}

/** A place in an answer as it is in the input of a write, so that it is the same in all answers, and which answer it is. */
function placeInAnswer(contract: Contract, operation: string, path: Path): { place: string; view?: View } {
  const bare = path.filter((key) => typeof key === 'string' && !/^\d+$/.test(key));
  for (const resource of Object.values(contract.resources)) {
    const role = ROLES.find((one) => operationOf(resource, one) === operation);
    const root = rootOf(resource, role);
    const view = role === undefined || role === 'create' || role === 'update' ? 'answer' : role;
    if (root.length > 0 && startsWith(bare, root))
      return { place: memberPlace([configMember(resource), ...bare.slice(root.length)]), view };
    const beside = role === 'list' ? (itemsPath(resource) ?? []).slice(0, -1) : [];
    if (beside.length > 0 && startsWith(bare, beside) && !startsWith(bare, [...beside, itemsPath(resource).at(-1)!]))
      return { place: memberPlace(bare.slice(beside.length)), view: 'list' };
    const around = root.slice(0, -1);
    if (around.length > 0 && bare.length > around.length && startsWith(bare, around))
      return { place: memberPlace(bare.slice(around.length)), ...(role === undefined ? {} : { view }) };
    if (role !== undefined) return { place: memberPlace(bare), view };
  }
  return { place: memberPlace(bare) };
}

const ROLES = ['create', 'update', 'read', 'readConfig', 'list'] as const;

/** Where a configuration is in the answers of a role; of another operation, where it is in those of a write. */
function rootOf(resource: Resource, role: (typeof ROLES)[number] | undefined): Path {
  if (role === 'list')
    return [
      ...(itemsPath(resource) ?? []),
      ...(listedConfigPath(resource) ?? [...(listedIdPath(resource).slice(0, -1) ?? []), idMember(resource)]),
    ];
  return role === 'readConfig' ? (configPath(resource, 'readConfig') ?? []) : configPath(resource);
}

const startsWith = (path: Path, root: Path): boolean => root.every((key, index) => path[index] === key);

/** A supported request that was refused, because of the value at a place if that is known. */
export function refusal(operation: string, path: Path, outcome: Outcome): Deviating {
  const place = memberPlace(path);
  return { kind: 'refuses', operation, ...(place === '' ? {} : { place }), observed: outcomeText(outcome) };
}

/** A request that must be refused and was accepted. `about`: what is wrong with it. */
export function acceptance(operation: string, about: string, outcome: Outcome): Deviating {
  return { kind: 'accepts', operation, about, observed: outcomeText(outcome) };
}

/** A value that answers show otherwise than others do, or than they should. `stale`: it is the one of before. */
export function valueDifference(
  kind: 'changes' | 'stale' | 'loses',
  operation: string,
  place: string,
  expected: Json | undefined,
  observed: Json | undefined,
): Deviating {
  return { kind, operation, place, ...texts(expected, observed) };
}

/** A member beside the items of a list that is wrong: a count, a flag, the marker of the next page. */
export const besideItemsDifference = (
  operation: string,
  member: string,
  expected: Json | undefined,
  observed: Json | undefined,
): Deviating => ({
  ...valueDifference(observed === undefined ? 'loses' : 'changes', operation, member, expected, observed),
  view: 'list',
});

/** Items that a list lacks, or has although it should not. `about`: which. `observed`: how that was seen, in words. */
export const itemsDifference = (
  kind: 'loses' | 'adds' | 'stale',
  operation: string,
  about: string,
  observed: string,
): Deviating => ({ kind, operation, view: 'list', about, observed });

/** More items on a page than were asked for. */
export const tooManyItems = (operation: string, wanted: number, length: number): Deviating =>
  itemsDifference(
    'adds',
    operation,
    'more than MaxItems',
    `${length} items where at most ${wanted} ${wanted === 1 ? 'was' : 'were'} asked for`,
  );

/** A time of the last change that is wrong, in whatever way. */
export const wrongTime = (resource: Resource, operation: string, time: string | undefined): Deviating =>
  valueDifference('changes', operation, String(timePath(resource)?.at(-1)), undefined, time);
