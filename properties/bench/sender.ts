import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { Pool } from 'undici';
import { loadContract } from '../../dist/contracts/load.js';
import type { HttpRequest } from '../../dist/core/outcome.js';
import { violationArbitrary } from '../../dist/schema/cases.js';
import { constraints } from '../../dist/schema/constraints.js';
import { encoder } from '../../dist/wire/encode.js';
import { LANES, randomPhase } from './pace.ts';
import { perSecond } from './rounds.ts';
import type { Way } from './senders.ts';
import { CREATE, isMeasured } from './static.ts';

/**
 * Sends requests to the server of the URL that it is given, as a process of its own. It says when it is ready; told a way and
 * a number of requests, it sends about so many and tells how many a second.
 */
const url = new URL(process.argv[2] ?? '');
const contract = loadContract();
const requests = prepared();
const pool = new Pool(url.origin, { connections: LANES, pipelining: 1 });

const send: Record<Way, (total: number) => Promise<number>> = {
  undici: undiciLoop,
  sdk: sdkLoop,
  signed: (cases) => randomPhase(contract, url, { cases }),
  unsigned: (cases) => randomPhase(contract, url, { cases, sign: false }),
};
process.on('message', async ([way, total]: [Way, number]) => process.send?.(await send[way](total)));
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function inLanes(total: number, send: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < total) await send(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function undiciLoop(total: number): Promise<number> {
  return perSecond(total, () =>
    inLanes(total, async (index) => {
      const { method, path, headers, body } = requests[index % requests.length]!;
      const answer = await pool.request({ method: method as 'POST', path, headers, body });
      await answer.body.arrayBuffer();
    }),
  );
}

/** Requests such as the random phase sends, encoded. */
function prepared(): HttpRequest[] {
  const { input } = contract.operations[CREATE]!;
  const encode = encoder(contract);
  const cases = constraints(contract, input)
    .filter(({ id }) => isMeasured(id))
    .flatMap((constraint) => violationArbitrary(contract, input, constraint) ?? []);
  return fc.sample(fc.oneof(...cases), 500).flatMap((one) => {
    const encoded = encode(CREATE, one.input);
    return 'request' in encoded ? [encoded.request] : [];
  });
}

let client: CloudFrontClient | undefined;

async function sdkLoop(total: number): Promise<number> {
  // Loaded where it is needed, so that the others have no more in their process than a run has.
  const { CloudFrontClient, CreateContinuousDeploymentPolicyCommand } = await import('@aws-sdk/client-cloudfront');
  client ??= new CloudFrontClient({
    endpoint: url.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const sdk = client;
  const input = {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d0000000000000.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight' as const, SingleWeightConfig: { Weight: 2 } },
    },
  };
  return perSecond(total, () =>
    // Refused, as the random phase is.
    inLanes(total, () => sdk.send(new CreateContinuousDeploymentPolicyCommand(input)).catch(() => {})),
  );
}
