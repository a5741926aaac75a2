import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, configShown, operationOf, updateInput, versionOf } from '../contracts/resource.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { Target } from '../core/target.ts';
import type { OwnedResource } from './ownership.ts';
import { etagIn, isGone } from './resources.ts';

export interface TeardownOptions {
  /** Milliseconds to wait for a state that takes real time. */
  patience: number;
  wait?: (ms: number) => Promise<unknown>;
}

/** What could not be undone, and why. */
export interface Left extends OwnedResource {
  reason: string;
}

/** Deletes of one thing that are refused before it is given up. */
const REFUSALS = 3;
const FIRST_POLL = 100;
const LAST_POLL = 15_000;

/**
 * Deletes what is given in an order that the service accepts: first everything lets go of what it can let go of, then
 * what depends on others is deleted, and last those others, each set into the state in which it can go. Safe to repeat.
 */
export async function tearDown(
  target: Target,
  owned: readonly OwnedResource[],
  options: TeardownOptions,
): Promise<Left[]> {
  const left: Left[] = [];
  // Where many are refused for one reason, it is not waited for at each of them.
  const isHopeless = ({ resource }: OwnedResource, reason: string): boolean =>
    left.some((one) => one.resource === resource && one.reason === reason);
  const attempt = async (one: OwnedResource): Promise<void> => {
    const reason = await remove(target, one, options, (why) => isHopeless(one, why));
    if (reason !== undefined) left.push({ ...one, reason });
  };
  for (const one of owned) await detach(target, one);
  const dependents = owned.filter(({ resource }) =>
    resource.dependsOn?.some(({ detach: value }) => value === undefined),
  );
  const others = owned.filter((one) => !dependents.includes(one));
  for (const one of dependents) await attempt(one);
  // All begin to change before the first is waited for.
  for (const one of others) await prepare(target, one);
  for (const one of others) await attempt(one);
  return left;
}

const read = (target: Target, { resource, id }: OwnedResource): Promise<Outcome> =>
  target.call({ operation: operationOf(resource, 'read'), input: addressOf(resource, id) });

/** Sets a value of the configuration; undefined where that needs no call. */
async function set(
  target: Target,
  { resource, id }: OwnedResource,
  present: Outcome,
  path: Path,
  to: Json,
): Promise<Outcome | undefined> {
  if (present.kind !== 'response') return undefined;
  const config = configShown(resource, present.output) as JsonObject;
  if ((valueAt(config, path) ?? '') === to) return undefined;
  return target.call({
    operation: operationOf(resource, 'update'),
    input: updateInput(resource, {
      id,
      etag: etagIn(resource, present) ?? '',
      config: withValueAt(config, path, to) as JsonObject,
    }),
  });
}

async function detach(target: Target, one: OwnedResource): Promise<void> {
  for (const { path, detach: to } of one.resource.dependsOn ?? []) {
    if (to !== undefined) await set(target, one, await read(target, one), path, to);
  }
}

async function prepare(target: Target, one: OwnedResource): Promise<void> {
  for (const step of one.resource.teardown ?? []) await set(target, one, await read(target, one), step.set, step.to);
}

/** Deletes one thing. Gives why it could not be; undefined when it is gone. `isHopeless`: of a refusal that it will stay. */
async function remove(
  target: Target,
  one: OwnedResource,
  { patience, wait = sleep }: TeardownOptions,
  isHopeless: (reason: string) => boolean,
): Promise<string | undefined> {
  const { resource, id } = one;
  const deadline = Date.now() + patience;
  let refusals = 0;
  for (let poll = FIRST_POLL; ; poll = Math.min(poll * 2, LAST_POLL)) {
    const present = await read(target, one);
    if (isGone(resource, present)) return undefined;
    if (present.kind !== 'response') return reasonOf(present);
    const waitedFor = (resource.teardown ?? []).find(
      (step) => step.wait && valueAt(present.output, step.wait.path) !== step.wait.equals,
    );
    let reason = waitedFor && `it is still ${String(valueAt(present.output, waitedFor.wait!.path))}`;
    if (!waitedFor) {
      const outcome = await target.call({
        operation: operationOf(resource, 'delete'),
        input: versionOf(resource, { id, etag: etagIn(resource, present) ?? '' }),
      });
      if (outcome.kind === 'response' || isGone(resource, outcome)) return undefined;
      // Another version since it was read, or a state that is not yet seen everywhere.
      reason = reasonOf(outcome);
      if (++refusals === REFUSALS || isHopeless(reason)) return reason;
      await prepare(target, one);
    }
    if (Date.now() + poll > deadline) return reason;
    await wait(poll);
  }
}

const reasonOf = (outcome: Exclude<Outcome, { kind: 'response' }>): string =>
  outcome.kind === 'refused' ? `${outcome.status} ${outcome.error.code}` : outcome.reason;
