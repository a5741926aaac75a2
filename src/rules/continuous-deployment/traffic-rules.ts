import type { Contract } from '../../core/contract.ts';
import { CREATE_POLICY } from './operations.ts';
import { effectRules } from './traffic-effect.ts';
import { headerRules } from './traffic-header.ts';
import type { TrafficRule } from './traffic-rule.ts';
import { sessionRules } from './traffic-session.ts';
import { viewerRules } from './traffic-viewers.ts';
import { weightRules } from './traffic-weight.ts';

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
