import type { Shard } from '../core/event.ts';
import type { ActiveRule } from '../core/rule.ts';

/** The rules that one of several machines judges: all shards together judge each rule once, and rules that share something on one machine. */
export function shardOf(rules: readonly ActiveRule[], shard: Shard | undefined): ActiveRule[] {
  if (!shard) return [...rules];
  const groups = [...new Set(rules.map(groupOf))];
  return rules.filter((rule) => groups.indexOf(groupOf(rule)) % shard.count === shard.index - 1);
}

const groupOf = ({ id, shares }: ActiveRule): string => (shares === undefined ? id : `shares ${shares}`);
