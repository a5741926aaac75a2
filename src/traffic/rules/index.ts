import type { Contract } from '../../core/contract.ts';
import { CREATE_POLICY } from '../../rules/workflow/operations.ts';
import { viewerRules } from '../viewers/viewers.ts';
import { effectRules } from './effect.ts';
import { headerRules } from './header.ts';
import type { TrafficRule } from './rule.ts';
import { sessionRules } from './session.ts';
import { weightRules } from './weight.ts';

/** Every rule on what a policy does to traffic, in the order in which they are judged. */
export function trafficRules(contract: Contract): TrafficRule[] {
  if (!contract.operations[CREATE_POLICY]) return [];
  return [
    ...weightRules(contract),
    ...headerRules(contract),
    ...sessionRules(contract),
    ...effectRules(contract),
    ...viewerRules(contract),
  ];
}
