import { test as propertyTest } from '@fast-check/vitest';
import { describe } from 'vitest';
import { conversation } from '../src/index.ts';
import { RIGHT_WRAPPERS } from './wrappers/right.ts';
import { arrange, rollouts } from './wrappers/staging.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

for (const [style, wrapper] of Object.entries(RIGHT_WRAPPERS)) {
  describe(`nothing is said against a right wrapper: ${style}`, () => {
    for (const { name, arbitraries, predicate } of Object.values(conversation(wrapper, rollouts, { arrange }))) {
      propertyTest.prop(arbitraries, { numRuns: 6 })(name, predicate);
    }
  });
}
