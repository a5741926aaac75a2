import { test as propertyTest } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ConversationService, conversation } from '../../src/index.ts';
import { type Mistake, type Sessions, setSessions } from './set-sessions.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** Everything that the wrapper may be asked for. */
const sessions: fc.Arbitrary<Sessions> = fc
  .tuple(fc.integer({ min: 300, max: 3600 }), fc.integer({ min: 300, max: 3600 }))
  .map(([a, b]) => ({ idle: Math.min(a, b), longest: Math.max(a, b) }));

const talk = (mistake?: Mistake) => {
  const wrapper = (input: Sessions, { endpoint, arranged: policyId }: ConversationService<string>) =>
    setSessions(input, policyId, endpoint, mistake);
  return conversation(wrapper, sessions, {
    // The policy whose sessions are changed: made ready, not judged.
    arrange: async (_, ask) => {
      const made = await ask('CreateContinuousDeploymentPolicy', {
        ContinuousDeploymentPolicyConfig: {
          StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
          Enabled: true,
          TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
        },
      });
      return String((made.ContinuousDeploymentPolicy as { Id: string }).Id);
    },
  });
};

describe('a wrapper that changes sessions', () => {
  for (const { name, arbitraries, predicate } of Object.values(talk())) {
    propertyTest.prop(arbitraries, { numRuns: 25 })(name, predicate);
  }
});

describe('its two planted mistakes are found, and told with the smallest input', () => {
  const found = async (mistake: Mistake) => {
    // Time of the processor: what it takes on a machine that has nothing else to do.
    const started = process.cpuUsage();
    const details = await fc.check(talk(mistake).conforms.property, { seed: 1 });
    const { user, system } = process.cpuUsage(started);
    return { ...details, seconds: (user + system) / 1e6 };
  };

  test('no If-Match after a retry', async () => {
    const { failed, counterexample, errorInstance, seconds } = await found('no If-Match after a retry');
    expect(failed).toBe(true);
    expect(counterexample).toMatchObject([
      { idle: 300, longest: 300 },
      [{ at: 2, times: 1, disturbance: { kind: expect.stringMatching(/throttling|server-error/) } }],
    ]);
    expect(String(errorInstance)).toMatch(/request 3 UpdateContinuousDeploymentPolicy: request\.if-match\.present/);
    expect(seconds).toBeLessThan(2);
  });

  test('the two times swapped for long sessions', async () => {
    const { failed, counterexample, errorInstance, seconds } = await found('swapped for long sessions');
    expect(failed).toBe(true);
    expect(counterexample).toEqual([{ idle: 300, longest: 1801 }, []]);
    expect(String(errorInstance)).toContain('SessionStickinessConfig.IdleTTL.atMost');
    expect(seconds).toBeLessThan(2);
  });
});
