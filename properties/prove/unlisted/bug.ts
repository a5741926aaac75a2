import type { JsonObject } from '../../../src/core/json.ts';
import type { Context } from '../../../src/reference/context.ts';
import { replaced } from '../../../src/reference/faults/config.ts';
import type { Modification } from '../../../src/reference/modification.ts';
import { refuse } from '../../../src/reference/refusal.ts';
import { around } from '../../../src/reference/wrapping.ts';

/** A bug of which no rule was made: what a run finds of it shows how far its requests reach. */
export interface Bug {
  kind: 'texts' | 'numbers' | 'lists' | 'ids' | 'versions' | 'times' | 'sequences' | 'requests' | 'distributions';
  name: string;
  modification: Modification;
}

export const [CREATE, UPDATE, GET, GET_CONFIG, DELETE, LIST] = [
  'CreateContinuousDeploymentPolicy',
  'UpdateContinuousDeploymentPolicy',
  'GetContinuousDeploymentPolicy',
  'GetContinuousDeploymentPolicyConfig',
  'DeleteContinuousDeploymentPolicy',
  'ListContinuousDeploymentPolicies',
] as const;

export const CONFIG = 'ContinuousDeploymentPolicyConfig';

const failure = refuse('InternalFailure', 'An exception was thrown.');

/** Operations that end with a server error when something holds. */
export const failing = (
  operations: readonly string[],
  when: (input: JsonObject, context: Context) => boolean,
): Modification => ({
  operate: around(
    [...operations],
    (next) => (context, input) => (when(input, context) ? failure : next(context, input)),
  ),
});

/** A policy's header value is stored as something else. */
export const storing = (place: 'value' | 'header', change: (text: string) => string): Modification => ({
  decide: ({ kept }) => ({
    kept: (sent, before) => {
      const config = kept(sent, before);
      if (config.DefaultCacheBehavior !== undefined) return config;
      return replaced(config, place, (text) => (typeof text === 'string' ? change(text) : text));
    },
  }),
});

/** The part of a header's name that follows its prefix. */
export const ownPart =
  (change: (text: string) => string) =>
  (name: string): string =>
    name.replace(/^(aws-cf-cd-)(.*)$/is, (_, prefix: string, own: string) => prefix + change(own));
