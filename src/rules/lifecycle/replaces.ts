import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ActiveRule } from '../../core/rule.ts';
import { skeletons } from '../configs.ts';
import { bound } from '../held.ts';
import { look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { created, perform } from './subject.ts';

/** An update replaces the whole configuration: a member that it leaves out is gone. */
export function updateReplaces(contract: Contract): ActiveRule {
  return lifecycleRule(contract, {
    id: 'lifecycle.update.replaces',
    evidence: 'documented',
    demands: 'an update replaces the whole configuration: what it leaves out is gone',
    on: ['update', 'read'],
    concerns: (resource) => pairs(skeletons(contract, resource)).length > 0,
    async check(lane, resource) {
      for (const [fuller, barer] of pairs(skeletons(contract, resource))) {
        const subject = await created(lane, resource, { [resource.config.input]: fuller });
        const { update } = resource.operations;
        const input = await bound(lane, update, { [resource.config.input]: barer }, subject.held);
        const config = input[resource.config.input] as JsonObject;
        if (lane.judge(update, input).answer !== 'supported') continue;
        const { outcome } = await perform(lane, subject, { kind: 'update', ifMatch: 'fresh', content: 'other' }, config);
        if (outcome.kind !== 'response') continue;
        lane.judged(update);
        await look(lane, subject, { aspects: ['config'], expected: 'the configuration of the update and nothing else' });
        await perform(lane, subject, { kind: 'delete', ifMatch: 'fresh' });
      }
    },
  });
}

/** Pairs of configurations of which the second lacks a member that the first has. */
function pairs(configs: JsonObject[]): [JsonObject, JsonObject][] {
  const members = new Map(configs.map((config) => [config, membersOf(config)]));
  return configs.flatMap((first) =>
    configs
      .filter((second) => members.get(first)!.some((member) => !members.get(second)!.includes(member)))
      .map((second): [JsonObject, JsonObject] => [first, second]),
  );
}

function membersOf(value: unknown, place = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([member, inner]) => [
    `${place}.${member}`,
    ...membersOf(inner, `${place}.${member}`),
  ]);
}
