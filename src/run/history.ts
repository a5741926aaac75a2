import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Step } from '../core/lane.ts';
import type { Outcome } from '../core/outcome.ts';

/** A step, and its place among all. */
interface Made {
  step: Step;
  order: number;
}

/** Which call made what later calls speak of: ids and names. Not versions: any present one will do. */
export interface History {
  /** Learns from a call. */
  follow(step: Step): void;
  /** The steps with those before them without which they can't be made again, all in the order in which they were made. */
  complete(steps: readonly Step[]): Step[];
  /** The same of one step, with the write that left what it speaks of as the step found it. */
  lead(step: Step): Step[];
}

/** Makers and writes that are remembered; of those before them a finding's sequence lacks the call. */
const REMEMBERED = 4096;

export function createHistory(contract: Contract): History {
  const resources = Object.values(contract.resources);
  const named = resources.flatMap(({ dependsOn = [] }) => dependsOn.map(({ member }) => member));
  const paths: Path[] = [...resources.map(({ id }) => id.output), ...named];
  const makers = new Map<string, Made>();
  /** The latest accepted write of each resource, by its id. */
  const writes = new Map<string, Made>();
  // By outcome: rules make steps anew of the call and outcome that they hold.
  const orders = new WeakMap<Outcome, number>();
  let order = 0;
  const remember = (memory: Map<string, Made>, key: string, step: Step): void => {
    memory.delete(key);
    memory.set(key, { step, order });
    if (memory.size > REMEMBERED) memory.delete(memory.keys().next().value!);
  };
  /** The id of the resource that a call of these operations speaks of. */
  const idIn = ({ call }: Step, verbs: readonly (keyof Resource['operations'])[]): string | undefined => {
    const meant = resources.find(({ operations }) => verbs.some((verb) => operations[verb] === call.operation));
    const id = meant && call.input[meant.id.input];
    return typeof id === 'string' ? id : undefined;
  };
  const complete = (steps: readonly Step[]): Step[] => {
    const all = new Map(steps.map((step) => [step.outcome, step]));
    const orderOf = (outcome: Outcome): number => orders.get(outcome) ?? 0;
    for (const [outcome, { call }] of all) {
      for (const text of texts(call.input)) {
        const maker = makers.get(text);
        if (maker && maker.order < orderOf(outcome)) all.set(maker.step.outcome, maker.step);
      }
    }
    return [...all.values()].sort((a, b) => orderOf(a.outcome) - orderOf(b.outcome));
  };
  return {
    follow(step) {
      orders.set(step.outcome, ++order);
      if (step.outcome.kind !== 'response') return;
      const written = idIn(step, ['update', 'delete']);
      if (written !== undefined) remember(writes, written, step);
      for (const path of paths) {
        const value = path.reduce<Json | undefined>(
          (at, key) => (at as JsonObject | undefined)?.[key],
          step.outcome.output,
        );
        if (typeof value === 'string' && !makers.has(value)) remember(makers, value, step);
      }
    },
    complete,
    lead(step) {
      const id = idIn(step, ['read', 'readConfig', 'update', 'delete']);
      const write = id === undefined ? undefined : writes.get(id);
      return complete(write && write.step.outcome !== step.outcome ? [write.step, step] : [step]);
    },
  };
}

function texts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
