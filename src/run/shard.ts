import type { Shard } from '../core/event.ts';
import type { ActiveRule, Phase } from '../core/rule.ts';

/**
 * What one of several machines judges, as rules with the phases that are its own: all shards together judge each rule once
 * in each phase. What looks at the same thing, and all that use shared resources in one phase, is judged on one machine.
 */
export function shardOf(rules: readonly ActiveRule[], shard: Shard | undefined): ActiveRule[] {
  if (!shard) return [...rules];
  const groups = [...new Set(rules.flatMap((rule) => rule.phases.map((phase) => groupOf(rule, phase))))];
  const isMine = (rule: ActiveRule, phase: Phase): boolean =>
    groups.indexOf(groupOf(rule, phase)) % shard.count === shard.index - 1;
  return rules
    .map((rule) => ({ ...rule, phases: rule.phases.filter((phase) => isMine(rule, phase)) }))
    .filter(({ phases }) => phases.length > 0);
}

function groupOf({ id, fixture, usesShared }: ActiveRule, phase: Phase): string {
  if (usesShared?.includes(phase)) return `what is shared in ${phase}`;
  return fixture === undefined ? id : `fixture ${fixture}`;
}

/** Whether this is the machine that does what only one must do. */
export const isFirst = (shard: Shard | undefined): boolean => shard === undefined || shard.index === 1;
