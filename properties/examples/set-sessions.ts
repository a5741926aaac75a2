import {
  CloudFrontClient,
  GetContinuousDeploymentPolicyConfigCommand,
  UpdateContinuousDeploymentPolicyCommand,
  type UpdateContinuousDeploymentPolicyCommandInput,
} from '@aws-sdk/client-cloudfront';

/** How long viewers stay with the staging distribution, in seconds. */
export interface Sessions {
  idle: number;
  longest: number;
}

/** Mistakes that the wrapper makes on request: no If-Match after a retry; the two times swapped where sessions are long. */
export type Mistake = 'no If-Match after a retry' | 'swapped for long sessions';

/** Changes how long the sessions of a policy last: read, modify, write, and once more where somebody else was faster. */
export async function setSessions(
  sessions: Sessions,
  policyId: string,
  endpoint: string,
  mistake?: Mistake,
): Promise<void> {
  const client = new CloudFrontClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  try {
    await conflictFree(() => readModifyWrite(client, policyId, sessions, mistake));
  } finally {
    client.destroy();
  }
}

async function readModifyWrite(
  client: CloudFrontClient,
  Id: string,
  { idle, longest }: Sessions,
  mistake: Mistake | undefined,
): Promise<void> {
  const { ETag, ContinuousDeploymentPolicyConfig: config } = await patient(() =>
    client.send(new GetContinuousDeploymentPolicyConfigCommand({ Id })),
  );
  const swapped = mistake === 'swapped for long sessions' && longest > 1800;
  const update: UpdateContinuousDeploymentPolicyCommandInput = {
    Id,
    IfMatch: ETag,
    ContinuousDeploymentPolicyConfig: {
      ...config!,
      TrafficConfig: {
        Type: 'SingleWeight',
        SingleWeightConfig: {
          Weight: config?.TrafficConfig?.SingleWeightConfig?.Weight ?? 0.05,
          SessionStickinessConfig: swapped
            ? { IdleTTL: longest, MaximumTTL: idle }
            : { IdleTTL: idle, MaximumTTL: longest },
        },
      },
    },
  };
  await patient((attempt) => {
    if (attempt > 1 && mistake === 'no If-Match after a retry') delete update.IfMatch;
    return client.send(new UpdateContinuousDeploymentPolicyCommand(update));
  });
}

const ATTEMPTS = 3;
const TRANSIENT = new Set(['Throttling', 'TooManyRequestsException', 'ServiceUnavailable', 'InternalFailure']);

/** Asks again where the service asks for patience. */
async function patient<T>(ask: (attempt: number) => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await ask(attempt);
  } catch (error) {
    if (attempt >= ATTEMPTS || !TRANSIENT.has((error as Error).name)) throw error;
    return patient(ask, attempt + 1);
  }
}

/** Begins anew where the version that was read is no longer the present one. */
async function conflictFree(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if ((error as Error).name !== 'PreconditionFailed') throw error;
    await change();
  }
}
