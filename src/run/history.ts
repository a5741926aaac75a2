import type { Contract } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Step } from '../core/lane.ts';
import type { Outcome } from '../core/outcome.ts';

/** Which call made what later calls speak of: ids and names. Not versions: any present one will do. */
export interface History {
  /** Learns from a call. */
  follow(step: Step): void;
  /** The steps with those before them without which they can't be made again, all in the order in which they were made. */
  complete(steps: readonly Step[]): Step[];
}

/** Makers that are remembered; of those before them a finding's sequence lacks the call. */
const REMEMBERED = 4096;

export function createHistory(contract: Contract): History {
  const resources = Object.values(contract.resources);
  const named = resources.flatMap(({ dependsOn = [] }) => dependsOn.map(({ member }) => member));
  const paths: Path[] = [...resources.map(({ id }) => id.output), ...named];
  const makers = new Map<string, { step: Step; order: number }>();
  // By outcome: rules make steps anew of the call and outcome that they hold.
  const orders = new WeakMap<Outcome, number>();
  let order = 0;
  return {
    follow(step) {
      orders.set(step.outcome, ++order);
      if (step.outcome.kind !== 'response') return;
      for (const path of paths) {
        const value = path.reduce<Json | undefined>(
          (at, key) => (at as JsonObject | undefined)?.[key],
          step.outcome.output,
        );
        if (typeof value !== 'string' || makers.has(value)) continue;
        makers.set(value, { step, order });
        if (makers.size > REMEMBERED) makers.delete(makers.keys().next().value!);
      }
    },
    complete(steps) {
      const all = new Map(steps.map((step) => [step.outcome, step]));
      const orderOf = (outcome: Outcome): number => orders.get(outcome) ?? 0;
      for (const [outcome, { call }] of all) {
        for (const text of texts(call.input)) {
          const maker = makers.get(text);
          if (maker && maker.order < orderOf(outcome)) all.set(maker.step.outcome, maker.step);
        }
      }
      return [...all.values()].sort((a, b) => orderOf(a.outcome) - orderOf(b.outcome));
    },
  };
}

function texts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
