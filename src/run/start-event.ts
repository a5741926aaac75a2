import { createHash } from 'node:crypto';
import type { Contract } from '../core/contract.ts';
import type { RunEvent } from '../core/event.ts';
import type { RuleInfo } from '../core/rule.ts';
import type { RunState } from './state.ts';

/** The event with which a run begins. `rules`: all that it may judge by. */
export function startEvent({ options, phases }: RunState, started: number, rules: readonly RuleInfo[]): RunEvent {
  const { contract, target, url, seed, runs, version, shard, known } = options;
  return {
    type: 'start',
    format: 1,
    version,
    target: { name: target.name, ...(url === undefined ? {} : { url }) },
    seed,
    started: new Date(started).toISOString(),
    runs,
    phases: [...phases],
    rules: infosOf(rules),
    ...(shard ? { shard } : {}),
    ...(known ? { known } : {}),
    contract: identityOf(contract),
  };
}

/** What a record keeps of rules: all but the code that judges. */
export const infosOf = (rules: readonly RuleInfo[]): RuleInfo[] =>
  rules.map(({ id, evidence, demands, citations, operations }) => ({ id, evidence, demands, citations, operations }));

/** What a record keeps of a contract: where it comes from, and a digest to tell it from others. */
export function identityOf(contract: Contract): Extract<RunEvent, { type: 'start' }>['contract'] {
  return {
    source: `${contract.source.package}@${contract.source.version}`,
    digest: createHash('sha256').update(JSON.stringify(contract)).digest('hex').slice(0, 16),
    service: contract.service.name,
  };
}
