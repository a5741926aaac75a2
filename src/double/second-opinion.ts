import { configMember, operationOf, resourceOf, verbOf } from '../contracts/resource.ts';
import type { Classification } from '../core/classification.ts';
import type { Contract, Schema } from '../core/contract.ts';
import { isObject, type Json, type JsonObject, type Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { Handler } from '../core/target.ts';
import type { Classifier } from '../schema/classifier.ts';
import { repaired } from '../schema/repair.ts';
import { resolve } from '../schema/site.ts';
import { encoder } from '../wire/encode.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { preconditionOf } from './precondition.ts';
import { addressed, labelsOf, type ResourceRegistry } from './resource-registry.ts';
import type { SecondOpinion } from './turn.ts';

/** A service that can be copied as it stands, so that a call can be tried without effect. */
export type ForkableService = Handler & { fork?: () => Handler };

interface Asked {
  contract: Contract;
  judge: Classifier;
  registry: ResourceRegistry;
  operation: string;
  input: JsonObject;
  certificate: Classification;
}

/**
 * What a service makes of a call that it refused when what is open is left out of it, and which of its members it is that
 * it refuses. Nothing where it can't be copied.
 */
export async function secondOpinion(service: ForkableService, asked: Asked): Promise<SecondOpinion> {
  const { fork } = service;
  if (!fork) return {};
  const ask = asking(fork, asked);
  const plain = withoutOpen(asked);
  if (plain === undefined) return {};
  const outcome = await ask(plain);
  if (outcome?.kind !== 'refused') return outcome ? { plain: outcome } : {};
  const isAccepted = async (input: JsonObject): Promise<boolean> => (await ask(input))?.kind === 'response';
  const changes = alternatives(asked, plain);
  const single = changes.map(({ path, undo }) => ({ path, input: undo(plain) }));
  for (const { path, input } of [...single, ...aboutOthers(asked, plain)]) {
    if (await isAccepted(input)) return { plain: outcome, cause: { paths: [path], input } };
  }
  const cause = await causeOfMany(changes, plain, isAccepted);
  return { plain: outcome, ...(cause ? { cause } : {}) };
}

/** One thing that a call changes, and the call without that. */
interface CallChange {
  path: Path;
  undo(input: JsonObject): JsonObject;
}

/** The changes that are refused each by itself, where there are several: all are undone, then as many as can be are done again. */
async function causeOfMany(
  changes: readonly CallChange[],
  input: JsonObject,
  isAccepted: (input: JsonObject) => Promise<boolean>,
): Promise<SecondOpinion['cause']> {
  const without = (undone: readonly CallChange[]): JsonObject => undone.reduce((rest, { undo }) => undo(rest), input);
  let undone = changes;
  if (!(await isAccepted(without(undone)))) return undefined;
  for (const change of changes) {
    const fewer = undone.filter((one) => one !== change);
    if (await isAccepted(without(fewer))) undone = fewer;
  }
  const [first, ...more] = undone.map(({ path }) => path);
  return first && { paths: [first, ...more], input: without(undone) };
}

/** Each question is put to a copy of its own. */
function asking(fork: () => Handler, { contract, operation }: Asked) {
  const encode = encoder(contract);
  const read = outcomeReader(contract);
  return async (input: JsonObject): Promise<Outcome | undefined> => {
    const encoded = encode(operation, input);
    return 'unsent' in encoded ? undefined : read(operation, encoded.request, await fork()(encoded.request), 0);
  };
}

/** The input without what is open in it, or with a usual value where something must be there; undefined where that is not supported. */
function withoutOpen({
  contract,
  judge,
  operation,
  input,
  certificate: classification,
}: Asked): JsonObject | undefined {
  if (classification.answer === 'supported') return input;
  const rest = classification.open.reduce((left, { path }) => without(left, path), input);
  const whole = repaired(contract, judge, operation, rest);
  return whole && judge(operation, whole).answer === 'supported' ? whole : undefined;
}

/** What a call changes, member by member: undone, it is as the resource has it or, on a create, left out. */
function alternatives({ contract, registry, operation }: Asked, input: JsonObject): CallChange[] {
  const root = configPlace(contract, operation);
  const config = root && valueAt(input, root);
  if (!isObject(config)) return [];
  const updates = verbOf(resourceOf(contract, operation), operation) === 'update';
  const known = updates ? addressed(contract, registry, operation, input)[0]?.config : undefined;
  return Object.keys({ ...known, ...config }).flatMap((member) => {
    const before = known?.[member];
    if (JSON.stringify(before) === JSON.stringify(config[member]) || (updates && !known)) return [];
    const path = [...root!, member];
    return [{ path, undo: (one) => (before === undefined ? without(one, path) : withValueAt(one, path, before)) }];
  });
}

/** Other things that are tried; a conversation may be about hundreds. */
const MOST = 100;

/**
 * The same call about other things of the conversation, each with its newest version: with its ids exchanged, then with one
 * of them replaced, then with all. Only calls that are no resource's own, such as a promotion or a copy, name the wrong thing.
 */
function aboutOthers({ contract, registry, operation }: Asked, input: JsonObject): { path: Path; input: JsonObject }[] {
  const precondition = preconditionOf(contract, operation);
  const labels = labelsOf(contract, operation).filter((label) => typeof input[label] === 'string');
  if (resourceOf(contract, operation) || !precondition || labels.length === 0) return [];
  const given = labels.map((label) => String(input[label]));
  const kinds = new Set(addressed(contract, registry, operation, input).map(({ resource }) => resource.name));
  const known = new Map(
    [...registry.values()]
      .filter(({ resource, gone, etags }) => kinds.has(resource.name) && gone === 'no' && etags.length > 0)
      .map(({ id, etags }) => [id, etags.at(-1)!]),
  );
  const one = labels.flatMap((_, index) => [...known.keys()].map((id) => given.with(index, id)));
  const all = labels.reduce<string[][]>((made, _, index) => {
    return index === 0
      ? [...known.keys()].map((id) => [id])
      : made.flatMap((ids) => [...known.keys()].map((id) => [...ids, id]));
  }, []);
  return [given.toReversed(), ...one, ...all]
    .filter((ids) => ids.some((id, index) => id !== given[index]) && ids.every((id) => known.has(id)))
    .slice(0, MOST)
    .map((ids) => {
      const changed = labels[ids.findIndex((id, index) => id !== given[index])]!;
      const named = Object.fromEntries(labels.map((label, index) => [label, ids[index]!]));
      const versions = ids.map((id) => known.get(id)!).join(', ');
      return { path: [changed], input: { ...input, ...named, [precondition.member]: versions } };
    });
}

/** Where an input holds the configuration of a resource: in the member that the resource names, or beside others in a larger one. */
function configPlace(contract: Contract, operation: string): Path | undefined {
  const own = resourceOf(contract, operation);
  if (own) return [configMember(own)];
  const shapes = new Set(
    Object.values(contract.resources).map((resource) => {
      const input = contract.$defs[contract.operations[operationOf(resource, 'create')]?.input ?? ''];
      return input?.properties?.[configMember(resource)]?.$ref;
    }),
  );
  const members = (schema: Schema | undefined): [string, Schema][] =>
    Object.entries(resolve(contract, schema ?? {}).properties ?? {});
  for (const [outer, schema] of members(contract.$defs[contract.operations[operation]!.input]))
    for (const [inner, { $ref }] of members(schema)) if ($ref !== undefined && shapes.has($ref)) return [outer, inner];
  return undefined;
}

/** A copy of a value without what stands at a place inside of it. */
function without<T extends Json>(value: T, [key, ...inside]: Path): T {
  if (Array.isArray(value)) {
    const items =
      inside.length > 0 ? value.map((item, index) => (index === key ? without(item, inside) : item)) : value;
    return (inside.length > 0 ? items : items.filter((_, index) => index !== key)) as T;
  }
  if (!isObject(value) || key === undefined) return value;
  const { [key]: held, ...rest } = value as JsonObject;
  if (held === undefined) return value;
  return (inside.length > 0 ? { ...rest, [key]: without(held, inside) } : rest) as T;
}
