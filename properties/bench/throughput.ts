import { fork } from 'node:child_process';
import { once } from 'node:events';
import { CloudFrontClient, CreateContinuousDeploymentPolicyCommand } from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { Pool } from 'undici';
import type { Contract } from '../../src/core/contract.ts';
import type { HttpRequest } from '../../src/core/outcome.ts';
import { syntheticSource } from '../../src/provision/synthetic.ts';
import { rulesOf } from '../../src/rules/index.ts';
import { run } from '../../src/run/run.ts';
import { violationArbitrary } from '../../src/schema/cases.ts';
import { constraints } from '../../src/schema/constraints.ts';
import { nameForm } from '../../src/schema/names.ts';
import { httpTarget } from '../../src/targets/http.ts';
import { encoder } from '../../src/wire/encode.ts';
import { responseEncoder } from '../../src/wire/encode-response.ts';
import { writeErrorEnvelope } from '../../src/wire/error-envelope.ts';

const LANES = 4;
const CREATE = 'CreateContinuousDeploymentPolicy';
/** What every request of the measured rules holds, and no request that must succeed. */
const MARK = 'TrafficConfig';
const RULES = /^(SessionStickinessConfig|ContinuousDeploymentSingleWeightConfig)\./;

export interface Throughput {
  /** Requests a second of each, the median of the rounds. */
  undici: number;
  sdk: number;
  signed: number;
  unsigned: number;
}

/** The random phase beside a bare loop of the HTTP client and one of the SDK, all against one server in another process. */
export async function throughput(
  contract: Contract,
  { rounds = 5, requests = 4_000 }: { rounds?: number; requests?: number } = {},
): Promise<Throughput> {
  const { url, stop } = await startServer(contract);
  const bodies = samples(contract);
  const ways: Record<keyof Throughput, () => Promise<number>> = {
    undici: () => bareLoop(url, bodies, requests),
    sdk: () => sdkLoop(url, Math.ceil(requests / 4)),
    signed: () => randomPhase(contract, url, true, requests),
    unsigned: () => randomPhase(contract, url, false, requests),
  };
  const measured: Record<keyof Throughput, number[]> = { undici: [], sdk: [], signed: [], unsigned: [] };
  // A round that is not counted, so that everything is compiled.
  for (let round = -1; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways) as [keyof Throughput, () => Promise<number>][]) {
      const rate = await way();
      if (round >= 0) measured[name].push(rate);
    }
  }
  stop();
  return Object.fromEntries(
    Object.entries(measured).map(([name, rates]) => [name, median(rates)]),
  ) as unknown as Throughput;
}

/** The static server, in a process of its own. */
export async function startServer(contract: Contract): Promise<{ url: URL; stop(): void }> {
  const server = fork(new URL('./static-server.ts', import.meta.url), [JSON.stringify(answers(contract))], {
    execArgv: ['--import', 'jiti/register'],
  });
  const [port] = (await once(server, 'message')) as [number];
  return { url: new URL(`http://127.0.0.1:${port}`), stop: () => server.disconnect() };
}

export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function answers(contract: Contract): Record<string, string> {
  const output = {
    ContinuousDeploymentPolicy: {
      Id: 'static',
      LastModifiedTime: '2031-01-01T00:00:00Z',
      ContinuousDeploymentPolicyConfig: {
        StagingDistributionDnsNames: { Quantity: 1, Items: ['d0000000000000.cloudfront.net'] },
        Enabled: false,
      },
    },
  };
  const error = { code: 'InvalidArgument', message: 'Static.', type: 'Sender', requestId: 'static' };
  return {
    mark: MARK,
    created: Buffer.from(responseEncoder(contract)(CREATE, output).body).toString(),
    refused: writeErrorEnvelope(contract.service.namespace, error),
  };
}

/** Bytes such as the random phase sends. */
export function samples(contract: Contract): HttpRequest[] {
  const { input } = contract.operations[CREATE]!;
  const encode = encoder(contract);
  const measured = constraints(contract, input).filter(({ id }) => RULES.test(id));
  const inputs = fc.sample(fc.oneof(...measured.flatMap((one) => violationArbitrary(contract, input, one) ?? [])), 500);
  return inputs.flatMap((one) => {
    const encoded = encode(CREATE, one.input);
    return 'request' in encoded ? [encoded.request] : [];
  });
}

async function inLanes(total: number, send: (index: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < total) await send(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return total / ((performance.now() - started) / 1000);
}

export async function bareLoop(url: URL, requests: HttpRequest[], total: number): Promise<number> {
  const pool = new Pool(url.origin, { connections: LANES, pipelining: 1 });
  const rate = await inLanes(total, async (index) => {
    const { method, path, headers, body } = requests[index % requests.length]!;
    const answer = await pool.request({ method: method as 'POST', path, headers, body });
    await answer.body.arrayBuffer();
  });
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
  const rate = await inLanes(total, () =>
    client.send(new CreateContinuousDeploymentPolicyCommand(input)).catch(() => {}),
  );
  client.destroy();
  return rate;
}

export async function randomPhase(contract: Contract, url: URL, sign: boolean, total: number): Promise<number> {
  const rules = rulesOf(contract);
  const active = rules.active.filter(({ id, phases }) => RULES.test(id) && phases.includes('random'));
  const target = httpTarget(contract, url, { sign });
  const seed = 1;
  let requests = 0;
  let begun = 0;
  let rate = 0;
  for await (const event of run({
    contract,
    target,
    rules: { answer: rules.answer, active },
    names: syntheticSource((resource) => nameForm(contract, resource), seed),
    version: '',
    url: url.href,
    seed,
    runs: Math.ceil(total / active.length),
    phases: ['random'],
    concurrency: LANES,
    reproduce: (rule) => rule,
  })) {
    if (event.type === 'phase') begun = performance.now();
    if (event.type === 'finding') throw new Error(`${event.finding.rule}: ${event.finding.actual}`);
    if (event.type === 'end') {
      requests = event.requests;
      rate = requests / ((performance.now() - begun) / 1000);
    }
  }
  await target.close();
  if (requests < total * 0.8) throw new Error(`only ${requests} requests were sent`);
  return rate;
}
