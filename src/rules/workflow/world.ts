import type { Contract, Resource } from '../../core/contract.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { type Lane, type Step, Unjudged } from '../../core/lane.ts';
import { at } from '../../schema/places.ts';
import { outcomeText } from '../expect.ts';
import { sameEtag } from '../held.ts';
import { call } from '../lifecycle/subject.ts';
import { settled } from '../settled.ts';
import { GET, UPDATE } from './operations.ts';

/** A distribution or a policy, as it was seen last. */
export interface Thing {
  id: string;
  etag: string;
  /** ETags that it had before. */
  older: string[];
  config: JsonObject;
  /** A distribution's domain name. */
  name: string;
}

/** What the workflow works with. A thing is there once it was made. */
export interface World {
  lane: Lane;
  contract: Contract;
  primary?: Thing;
  staging?: Thing;
  policy?: Thing;
  /** A disabled staging distribution. */
  idle?: Thing;
  /** Whether a policy names it. */
  idleIsNamed?: boolean;
  /** Why nothing that follows can be judged: a call that must be refused succeeded. */
  spoiled?: string;
}

/** Makes one call of the workflow; undefined where it can't be made. */
export type Make = (world: World) => Promise<Step | undefined>;

/** The thing that an answer shows; undefined for a refusal. */
export function shown({ id, config, etag }: Resource, { outcome }: Step): Thing | undefined {
  if (outcome.kind !== 'response') return undefined;
  const { output } = outcome;
  const found = at(output, id.output);
  if (typeof found !== 'string') return undefined;
  return {
    id: found,
    etag: String(output[etag.output] ?? ''),
    older: [],
    config: (at(output, config.output) ?? {}) as JsonObject,
    name: String(at(output, [...id.output.slice(0, -1), 'DomainName']) ?? ''),
  };
}

export const distributionOf = ({ contract }: World, step: Step): Thing | undefined =>
  shown(contract.resources.Distribution!, step);

export const policyOf = ({ contract }: World, step: Step): Thing | undefined =>
  shown(contract.resources.ContinuousDeploymentPolicy!, step);

/** Takes over what an answer shows of a thing. */
export function see(thing: Thing, seen: Thing | undefined): void {
  if (!seen) return;
  if (seen.etag !== '' && !sameEtag(seen.etag, thing.etag)) {
    if (thing.etag !== '') thing.older.push(thing.etag);
    thing.etag = seen.etag;
  }
  thing.config = seen.config;
}

/** A thing without which nothing that follows makes sense. Throws Unjudged where it is not there. */
export function needed(thing: Thing | undefined, what: string): Thing {
  if (!thing) throw new Unjudged(`there is no ${what} to work with`);
  return thing;
}

/**
 * Reads a distribution and takes over what it shows. Where reads may be late it is read until it shows what is due: the
 * version that is known, unless told otherwise.
 */
export async function read(
  world: World,
  thing: Thing,
  due: (seen: Thing) => boolean = ({ etag }) => etag === '' || sameEtag(etag, thing.etag),
): Promise<Step> {
  const { lane } = world;
  const { value: step } = await settled(
    lane,
    lane.settleReads,
    `a read of ${thing.id}`,
    () => call(lane, GET, { Id: thing.id }),
    (got) => {
      const seen = distributionOf(world, got);
      return seen && due(seen) ? undefined : 'late';
    },
  );
  const seen = distributionOf(world, step);
  if (seen && seen.id !== thing.id) {
    world.spoiled = `${GET} of ${thing.id} shows ${seen.id}, so that what follows can't be judged`;
    throw new Unjudged(world.spoiled);
  }
  see(thing, seen);
  return step;
}

/**
 * Updates a distribution. What happens to one may change the version of the other, so a stale ETag is refreshed once.
 */
export async function update(world: World, thing: Thing, change: JsonObject): Promise<Step> {
  const send = (): Promise<Step> =>
    call(world.lane, UPDATE, { Id: thing.id, IfMatch: thing.etag, DistributionConfig: changed(thing.config, change) });
  let step = await send();
  const { staleIfMatch } = world.contract.resources.Distribution!.errors;
  if (step.outcome.kind === 'refused' && staleIfMatch.includes(step.outcome.error.code)) {
    await read(world, thing);
    step = await send();
  }
  see(thing, distributionOf(world, step));
  return step;
}

/** A configuration with some members changed; undefined takes one away. */
export function changed(config: JsonObject, change: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...config, ...change }).filter(([, value]) => value !== undefined));
}

/** A member without which what follows can't be judged. */
export function mustShow(world: World, thing: Thing, member: string, value: Json | undefined, step: Step): Step {
  if (step.outcome.kind === 'response' && thing.config[member] !== value)
    world.spoiled = `${step.call.operation} shows ${member} ${JSON.stringify(thing.config[member])}, so that what follows can't be judged`;
  return step;
}

/** A call that must be refused, and whose success leaves nothing as the workflow needs it. */
export function mustFail(world: World, step: Step, what: string): Step {
  if (step.outcome.kind === 'response') world.spoiled = `${what}, so that what follows can't be judged`;
  return step;
}

/** A call that all that follows rests on. Throws Unjudged, the next time, where it was refused. */
export function mustSucceed(world: World, step: Step): Step {
  if (step.outcome.kind !== 'response')
    world.spoiled = `${step.call.operation} was refused: ${outcomeText(step.outcome)}`;
  return step;
}
