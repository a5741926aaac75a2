import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversation } from '../src/index.ts';
import { RIGHT_WRAPPERS } from './wrappers/right.ts';
import { arrange, rollouts } from './wrappers/staging.ts';
import { WRONG_WRAPPERS } from './wrappers/wrong.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// A hundred of each are the proof of this name.
for (const [style, wrapper] of Object.entries(RIGHT_WRAPPERS)) {
  describe(`nothing is said against a right wrapper: ${style}`, () => {
    for (const { name, arbitraries, predicate } of Object.values(conversation(wrapper, rollouts, { arrange }))) {
      propertyTest.prop(arbitraries, { numRuns: 4 })(name, async (...drawn) => {
        await expect(predicate(...drawn)).resolves.toBeUndefined();
      });
    }
  });
}

describe('a wrong wrapper is caught', () => {
  test.for(WRONG_WRAPPERS)('$defect', async ({ wrapper, by = 'conforms', finding }) => {
    const { property } = conversation(wrapper, rollouts, { arrange, patience: 1000 })[by];
    const { errorInstance } = await fc.check(property, { seed: 4, endOnFailure: true });
    expect(String(errorInstance)).toMatch(finding);
  });
});
