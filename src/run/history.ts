import { idPath, idSent, operationOf, type Verb } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn, valueAt } from '../core/path.ts';
import type { Step } from '../core/test-context.ts';

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
  /** The same of one step, with the latest writes that left what it speaks of, or lists, as the step found it. */
  lead(step: Step): Step[];
}

/** Makers and writes that are remembered; of those before them a finding's sequence lacks the call. */
const REMEMBERED = 4096;

/** Writes that lead to one step at most: a listing may show many resources. */
const LEADING = 4;

/** `isName`: whether a text is the name of something that a write may claim. */
export function createHistory(contract: Contract, isName: (text: string) => boolean = () => false): History {
  const resources = Object.values(contract.resources);
  const named = resources.flatMap(({ dependsOn = [] }) => dependsOn.map(({ member }) => member));
  const paths: Path[] = [...resources.map((resource) => idPath(resource)), ...named];
  const makers = new Map<string, Made>();
  /** The latest accepted write of each resource, by its id, and the write that named it, by the name. */
  const writes = new Map<string, Made>();
  // By outcome: rules make steps anew of the call and outcome that they hold.
  const orders = new WeakMap<Outcome, number>();
  let order = 0;
  const remember = (memory: Map<string, Made>, key: string, step: Step): void => {
    memory.delete(key);
    memory.set(key, { step, order });
    if (memory.size > REMEMBERED) memory.delete(memory.keys().next().value!);
  };
  /** Of whose operations a call is one. */
  const resourceOf = ({ call }: Step, verbs: readonly Verb[]): Resource | undefined =>
    resources.find((resource) => verbs.some((verb) => operationOf(resource, verb) === call.operation));
  const complete = (steps: readonly Step[]): Step[] => {
    const all = new Map(steps.map((step) => [step.outcome, step]));
    const orderOf = (outcome: Outcome): number => orders.get(outcome) ?? 0;
    for (const [outcome, { call }] of all) {
      for (const text of textsIn(call.input)) {
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
      const written = resourceOf(step, ['create', 'update', 'delete']);
      if (written) {
        const id = idSent(written, step.call.input);
        if (typeof id === 'string') remember(writes, id, step);
        for (const text of textsIn(step.call.input)) if (isName(text)) remember(writes, text, step);
      }
      for (const path of paths) {
        const value = valueAt(step.outcome.output, path);
        if (typeof value === 'string' && !makers.has(value)) remember(makers, value, step);
      }
    },
    complete,
    lead(step) {
      const { call, outcome } = step;
      const listed = outcome.kind === 'response' && resourceOf(step, ['list']) ? textsIn(outcome.output) : [];
      const led = [
        ...textsIn(call.input).map((text) => writes.get(text)),
        ...listed.map((text) => writes.get(text) ?? makers.get(text)),
      ].filter((made) => made !== undefined && made.step.outcome !== outcome) as Made[];
      const latest = [...new Set(led)].sort((a, b) => b.order - a.order).slice(0, LEADING);
      return complete([...latest.map((made) => made.step), step]);
    },
  };
}
