import type { JsonObject } from '../../core/json.ts';
import type { Behaviour } from '../behaviour.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { outside, type PolicyCheck, type Write } from './check.ts';
import { headerChecks } from './header.ts';
import { presence } from './presence.ts';
import { stagingNames } from './staging-names.ts';
import { stickiness } from './stickiness.ts';
import { trafficType } from './traffic-type.ts';
import { types } from './types.ts';
import { weight } from './weight.ts';

/** Every demand on a policy's configuration, in the order in which they are looked at. */
export const CHECKS: readonly PolicyCheck[] = [
  ...presence,
  ...types,
  ...trafficType,
  ...stagingNames,
  ...stickiness,
  ...weight,
  ...headerChecks,
];

/** The first demand that a policy's configuration breaks, as a refusal. */
export function checkPolicy(config: JsonObject, write: Write, behaviour: Behaviour): { refusal: Refusal } | undefined {
  for (const check of CHECKS) {
    if (!behaviour.enforces(check, write) || !breaks(config, check, behaviour)) continue;
    return refuse(
      check.code === 'malformed' ? behaviour.malformedCode : check.code,
      `It is demanded that ${check.demands}.`,
    );
  }
  return undefined;
}

function breaks(config: JsonObject, check: PolicyCheck, behaviour: Behaviour): boolean {
  const { test, rule } = check;
  if ('broken' in test) {
    return behaviour.inverts(check) ? test.concerns?.(config) === true && !test.broken(config) : test.broken(config);
  }
  const value = test.measure(config);
  return value !== undefined && outside(value, behaviour.limit(rule, test.limit));
}
