import type { Json, JsonObject } from '../../../core/json.ts';
import type { PLACES } from '../../checks/places.ts';
import type { Context } from '../../context.ts';
import { isObject } from '../../json.ts';
import { type OperationResult, refuse } from '../../refusal.ts';
import { replaced } from '../config.ts';
import type { Fault } from '../fault.ts';
import { refuses } from '../written.ts';

/** The rules that demand that supported creates and updates succeed. */
export const ACCEPTS = 'lifecycle.{create,update}.{accepts-supported,echoes,accepts-fresh-if-match}';

/** The rules on constraints of a policy. */
export const CONSTRAINT = '{Continuous*,SessionStickiness*,TrafficConfig*,Staging*}';

export const configOf = (input: JsonObject): JsonObject =>
  isObject(input.ContinuousDeploymentPolicyConfig) ? input.ContinuousDeploymentPolicyConfig : {};

/** Refuses a supported policy by its configuration. */
export const refusesPolicy = (
  {
    breaks = `{${ACCEPTS},*.carried,SessionStickinessConfig.*,Continuous*,lifecycle.any-sequence}`,
    ...fault
  }: Pick<Fault, 'name' | 'about'> & { breaks?: string; code?: string },
  operations: string[],
  when: (config: JsonObject, input: JsonObject, context: Context) => boolean,
): Fault => refuses({ ...fault, breaks }, operations, (input, context) => when(configOf(input), input, context));

export const policyIn = (result: OperationResult): JsonObject | undefined =>
  'output' in result ? (result.output.ContinuousDeploymentPolicy as JsonObject | undefined) : undefined;

export const number = (config: JsonObject, place: keyof typeof PLACES, change: (value: number) => Json): JsonObject =>
  replaced(config, place, (value) => (typeof value === 'number' ? change(value) : value));

export const failure = refuse('InternalFailure', 'An exception was thrown.');
