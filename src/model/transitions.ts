import type { Resource } from '../core/contract.ts';
import { type Action, actionsOf, after, applies } from './action.ts';
import { ABSENT, CREATED, type Stage, stageKey } from './stage.ts';

/** One action in one stage. */
export interface Transition {
  /** Stable, the same for the same action in the same stage. */
  key: string;
  from: Stage;
  action: Action;
  to: Stage;
}

/**
 * Every action in every stage that so many calls can lead to. Ways that lead to the same stage count once, so each
 * transition stands for all paths that end with it.
 */
export function transitions(resource: Resource, depth: number): Transition[] {
  const stages = new Map<string, Stage>([[stageKey(ABSENT), ABSENT]]);
  let latest: Stage[] = [];
  for (let calls = 1; calls <= depth; calls++) {
    const reached = calls === 1 ? [CREATED] : latest.flatMap((from) => steps(resource, from).map(({ to }) => to));
    latest = reached.filter((stage) => !stages.has(stageKey(stage)));
    for (const stage of latest) stages.set(stageKey(stage), stage);
  }
  return [...stages.values()].flatMap((from) => steps(resource, from));
}

/** The transitions out of a stage, those first that stay in it. */
export function steps(resource: Resource, from: Stage): Transition[] {
  const found = actionsOf(resource)
    .filter((action) => applies(from, action))
    .map((action) => ({ key: `${stageKey(from)}: ${JSON.stringify(action)}`, from, action, to: after(from, action) }));
  const stays = ({ to }: Transition): boolean => stageKey(to) === stageKey(from);
  return [...found.filter(stays), ...found.filter((step) => !stays(step))];
}

/** The shortest way from one stage to another within the transitions; undefined where there is none. */
export function route(all: readonly Transition[], from: Stage, to: Stage): Transition[] | undefined {
  const ways = new Map<string, Transition[]>([[stageKey(from), []]]);
  for (const [key, way] of ways) {
    if (key === stageKey(to)) return way;
    for (const step of all) {
      if (stageKey(step.from) === key && !ways.has(stageKey(step.to))) ways.set(stageKey(step.to), [...way, step]);
    }
  }
  return undefined;
}
