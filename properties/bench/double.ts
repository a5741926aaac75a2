import nock from 'nock';
import { createReference, double, type Handler, type HttpRequest, loadContract } from '../../dist/index.js';
import { installHandler } from '../../dist/targets/nock.js';
import { encoder } from '../../dist/wire/encode.js';
import { sign } from '../../dist/wire/sigv4.js';
import type { Benchmark } from './measure.ts';
import { inTurns, median, some } from './rounds.ts';

export const benchmark: Benchmark = {
  about: 'what the judging double adds to a call',
  async measure(share) {
    const { request, answer, origin } = await exchange();
    const bare: Handler = async () => answer;
    const judge = double();
    const judged: Handler = (sent) => {
      if (judge.turns.length >= 100) judge.forget();
      return judge.handle(sent);
    };
    // Bytes of its own for each request, as in life: what was read once is not read again.
    const anew = (): HttpRequest => ({ ...request, body: request.body.slice() });
    const { 'content-length': _, host: __, ...headers } = request.headers;
    const body = new TextDecoder().decode(request.body);
    const byFetch = async (): Promise<void> => {
      await (await fetch(origin + request.path, { method: request.method, headers, body })).text();
    };
    const calls = some(200, share);
    const { medians: times } = await inTurns(
      {
        bare: () => typical(calls, () => bare(anew())),
        judged: () => typical(calls, () => judged(anew())),
        async nock() {
          if (!nock.isActive()) nock.activate();
          nock(origin).persist().put(/.*/).reply(answer.status, Buffer.from(answer.body), answer.headers);
          const time = await typical(calls, byFetch);
          nock.cleanAll();
          return time;
        },
        async judgedNock() {
          const uninstall = installHandler(nock as never, judged, origin);
          const time = await typical(calls, byFetch);
          uninstall();
          return time;
        },
      },
      share,
    );
    nock.restore();
    const common = { unit: 'ms' as const, goal: { atMost: 1 } };
    return [
      { name: 'double.handler', value: times.judged - times.bare, ...common, about: 'added to a call of a handler' },
      { name: 'double.nock', value: times.judgedNock - times.nock, ...common, about: 'added to a call through nock' },
    ];
  },
};

/** A signed update and what the reference answers to it. */
async function exchange() {
  const contract = loadContract();
  const { host, signing } = contract.service;
  const encoded = encoder(contract)('UpdateContinuousDeploymentPolicy', {
    Id: '00000000-0000-4000-8000-000000000000',
    IfMatch: 'E2QWRUHAPOMQZL',
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: {
        Type: 'SingleWeight',
        SingleWeightConfig: { Weight: 0.1, SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 600 } },
      },
    },
  });
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const request: HttpRequest = sign(encoded.request, { service: signing.name, region: signing.region, host });
  const answer = await createReference({ contract }).handle(request);
  return { request, answer, origin: `https://${host}` };
}

/** Milliseconds of a call, the median of so many. */
async function typical(calls: number, act: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < calls; call++) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  return median(times);
}
