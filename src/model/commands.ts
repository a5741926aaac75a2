import fc, { type Arbitrary, type AsyncCommand } from 'fast-check';
import type { Resource } from '../core/contract.ts';
import { type Action, actionsOf, actionText, applies } from './action.ts';
import { ABSENT, type ResourceState } from './resource-state.ts';

/** What the model knows while a sequence runs: the state of each of a few resources. */
export interface Stages {
  slots: ResourceState[];
}

/** Does what a command says and gives the state that it led to. Throws where the answer is not allowed. `variation` chooses among configurations. */
export interface Player {
  make(slot: number, variation: number): Promise<ResourceState>;
  play(slot: number, action: Action, variation: number): Promise<ResourceState>;
}

export type Command = AsyncCommand<Stages, Player>;

/** Resources that take part in one sequence. */
export const SLOTS = 2;

export const start = (): Stages => ({ slots: Array.from({ length: SLOTS }, () => ABSENT) });

/** Commands over a resource: to make one, and everything that can be done with one, what should succeed most often. */
export function commands(resource: Resource, most: number): Arbitrary<Iterable<Command>> {
  const all = actionsOf(resource);
  const where = { slot: fc.nat(SLOTS - 1), variation: fc.nat(1000) };
  const make = fc.record(where).map(({ slot, variation }) => making(slot, variation));
  const some = (...actions: Action[]): Arbitrary<Command> =>
    fc
      .record({ ...where, action: fc.constantFrom(...actions) })
      .map(({ slot, variation, action }) => playing(slot, action, variation));
  const update = some({ kind: 'update', ifMatch: 'fresh', content: 'other' });
  const reads = all.filter(({ kind }) => kind === 'read' || kind === 'readConfig');
  const writes = all.filter(({ kind }) => kind === 'update' || kind === 'delete');
  const rest = all.filter(({ kind }) => kind === 'list' || kind === 'create');
  const remove = some({ kind: 'delete', ifMatch: 'fresh' });
  return fc.commands(
    [make, make, update, update, update, some(...reads), remove, some(...writes), some(...writes), some(...rest)],
    {
      maxCommands: most,
      size: 'max',
    },
  );
}

function making(slot: number, variation: number): Command {
  return {
    check: ({ slots }) => slots[slot]!.life !== 'live',
    async run(states, player) {
      states.slots[slot] = await player.make(slot, variation);
    },
    toString: () => `create ${slot}`,
  };
}

function playing(slot: number, action: Action, variation: number): Command {
  return {
    check: ({ slots }) => slots[slot]!.life !== 'absent' && applies(slots[slot]!, action),
    async run(states, player) {
      states.slots[slot] = await player.play(slot, action, variation);
    },
    toString: () => `${actionText(action)} (${slot})`,
  };
}
