import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type Double, double, interactionsOf, listen, verifyInteractions } from '../../src/index.ts';
import { type Sessions, setSessions } from './set-sessions.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const RECORD = fileURLToPath(new URL('../../fixtures/interactions/set-sessions.json', import.meta.url));

let close = async (): Promise<void> => {};
afterEach(() => close());

/** What the wrapper says to the service when it is called with these sessions. */
async function conversationOf(sessions: Sessions): Promise<Double> {
  const judge = double();
  const listening = await listen(judge);
  close = listening.close;
  const made = await judge.arrange('CreateContinuousDeploymentPolicy', {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
    },
  });
  if (made.kind !== 'response') throw new Error('the policy could not be made');
  const { Id } = made.output.ContinuousDeploymentPolicy as { Id: string };
  await setSessions(sessions, Id, listening.url);
  return judge;
}

test('the wrapper says what its record holds', async () => {
  verifyInteractions(RECORD, interactionsOf(await conversationOf({ idle: 300, longest: 600 })));
});

test('another conversation is told apart by its first request that differs', async () => {
  const now = interactionsOf(await conversationOf({ idle: 300, longest: 900 }));
  expect(() => verifyInteractions(RECORD, now)).toThrow(
    /request 2: UpdateContinuousDeploymentPolicy: .*\.MaximumTTL was 600, is 900$/,
  );
});
