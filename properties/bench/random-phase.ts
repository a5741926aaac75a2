import { CloudFrontClient, CreateContinuousDeploymentPolicyCommand } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { Pool } from 'undici';
import type { Contract } from '../../src/core/contract.ts';
import type { HttpRequest } from '../../src/core/outcome.ts';
import { violationArbitrary } from '../../src/schema/cases.ts';
import { constraints } from '../../src/schema/constraints.ts';
import { loadContract } from '../../src/schema/contract.ts';
import { encoder } from '../../src/wire/encode.ts';
import type { Benchmark } from './measure.ts';
import { LANES, randomPhase } from './pace.ts';
import { inTurns, perSecond, some } from './rounds.ts';
import { CREATE, isMeasured, startStatic } from './static.ts';

/** The random phase beside a bare loop of the HTTP client and one of the SDK, all against one server in another process. */
export const benchmark: Benchmark = {
  about: 'the random phase beside bare loops of undici and of the AWS SDK',
  async measure(share) {
    const contract = loadContract();
    const { url, stop } = await startStatic(contract);
    const prepared = requestsOf(contract);
    const cases = some(6_000, share, LANES);
    const { medians, ratio } = await inTurns(
      {
        undici: () => undiciLoop(url, prepared, cases),
        signed: () => randomPhase(contract, url, { cases }),
        unsigned: () => randomPhase(contract, url, { cases, sign: false }),
        sdk: () => sdkLoop(url, Math.ceil(cases / 4)),
      },
      share,
    );
    stop();
    const rate = { unit: 'requests/s' as const };
    return [
      {
        name: 'random-phase.undici',
        value: medians.undici,
        ...rate,
        about: 'a bare undici loop that sends prepared bytes',
      },
      { name: 'random-phase.sdk', value: medians.sdk, ...rate, about: 'a bare AWS SDK loop' },
      { name: 'random-phase.signed', value: medians.signed, ...rate, about: 'the random phase' },
      { name: 'random-phase.unsigned', value: medians.unsigned, ...rate, about: 'the random phase with --no-sign' },
      {
        name: 'random-phase.signed-of-undici',
        value: ratio('signed', 'undici'),
        unit: 'ratio',
        goal: { atLeast: 0.35 },
        about: 'the random phase, of the bare undici loop',
      },
      {
        name: 'random-phase.unsigned-of-undici',
        value: ratio('unsigned', 'undici'),
        unit: 'ratio',
        goal: { atLeast: 0.5 },
        about: 'the random phase with --no-sign, of the bare undici loop',
      },
      {
        name: 'random-phase.signed-of-sdk',
        value: ratio('signed', 'sdk'),
        unit: 'ratio',
        goal: { atLeast: 3 },
        about: 'the random phase, of the bare AWS SDK loop',
      },
    ];
  },
};

/** Requests such as the random phase sends, encoded. */
function requestsOf(contract: Contract): HttpRequest[] {
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

async function inLanes(total: number, send: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < total) await send(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function undiciLoop(url: URL, requests: HttpRequest[], total: number): Promise<number> {
  const pool = new Pool(url.origin, { connections: LANES, pipelining: 1 });
  const rate = await perSecond(total, () =>
    inLanes(total, async (index) => {
      const { method, path, headers, body } = requests[index % requests.length]!;
      const answer = await pool.request({ method: method as 'POST', path, headers, body });
      await answer.body.arrayBuffer();
    }),
  );
  await pool.close();
  return rate;
}

async function sdkLoop(url: URL, total: number): Promise<number> {
  const client = new CloudFrontClient({
    endpoint: url.origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const input = {
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d0000000000000.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight' as const, SingleWeightConfig: { Weight: 2 } },
    },
  };
  const rate = await perSecond(total, () =>
    // Refused, as the random phase is.
    inLanes(total, () => client.send(new CreateContinuousDeploymentPolicyCommand(input)).catch(() => {})),
  );
  client.destroy();
  return rate;
}
