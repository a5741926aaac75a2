import type { Resource } from '../core/contract.ts';
import { type Action, actionsOf, after, applies } from './action.ts';
import { ABSENT, CREATED, type ResourceState, stateKey } from './resource-state.ts';

/** One action in one state. */
export interface Transition {
  /** Stable, the same for the same action in the same state. */
  key: string;
  from: ResourceState;
  action: Action;
  to: ResourceState;
}

/**
 * Every action in every state that so many calls can lead to. Ways that lead to the same state count once, so each
 * transition stands for all paths that end with it.
 */
export function transitions(resource: Resource, depth: number): Transition[] {
  const states = new Map<string, ResourceState>([[stateKey(ABSENT), ABSENT]]);
  let latest: ResourceState[] = [];
  for (let calls = 1; calls <= depth; calls++) {
    const reached = calls === 1 ? [CREATED] : latest.flatMap((from) => steps(resource, from).map(({ to }) => to));
    latest = reached.filter((state) => !states.has(stateKey(state)));
    for (const state of latest) states.set(stateKey(state), state);
  }
  return [...states.values()].flatMap((from) => steps(resource, from));
}

/** The transitions out of a state, those first that stay in it. */
export function steps(resource: Resource, from: ResourceState): Transition[] {
  const found = actionsOf(resource)
    .filter((action) => applies(from, action))
    .map((action) => ({ key: `${stateKey(from)}: ${JSON.stringify(action)}`, from, action, to: after(from, action) }));
  const stays = ({ to }: Transition): boolean => stateKey(to) === stateKey(from);
  return [...found.filter(stays), ...found.filter((step) => !stays(step))];
}

/** The shortest way from one state to another within the transitions; undefined where there is none. */
export function route(all: readonly Transition[], from: ResourceState, to: ResourceState): Transition[] | undefined {
  const ways = new Map<string, Transition[]>([[stateKey(from), []]]);
  for (const [key, way] of ways) {
    if (key === stateKey(to)) return way;
    for (const step of all) {
      if (stateKey(step.from) === key && !ways.has(stateKey(step.to))) ways.set(stateKey(step.to), [...way, step]);
    }
  }
  return undefined;
}
