import type { JsonObject } from '../../core/json.ts';
import type { Write } from '../checks/check.ts';
import { checkPolicy } from '../checks/index.ts';
import type { Operate } from '../context.ts';
import { isObject } from '../json.ts';
import { checkNames } from '../policies/claims.ts';
import { around } from '../wrapping.ts';
import type { Variant } from './variant.ts';

/** Looks at names first, and at the configuration before anything else. */
const namesFirst =
  (write: Write) =>
  (next: Operate): Operate =>
  (context, input: JsonObject) => {
    const config = input.ContinuousDeploymentPolicyConfig;
    if (!isObject(config)) return next(context, input);
    const self = write === 'update' ? context.state.policies.get(String(input.Id)) : undefined;
    const named = write === 'create' || self ? checkNames(context, config, self) : undefined;
    return named ?? checkPolicy(config, write, context.behaviour) ?? next(context, input);
  };

/** Of several mistakes in one request another is told of. */
export const precedenceVariants: Variant[] = [
  {
    name: 'other-precedence',
    about:
      'Of several mistakes a name that is taken is told of first, and what the body says before If-Match and the id.',
    operate: (before) =>
      around(
        ['UpdateContinuousDeploymentPolicy'],
        namesFirst('update'),
      )(around(['CreateContinuousDeploymentPolicy'], namesFirst('create'))(before)),
  },
];
