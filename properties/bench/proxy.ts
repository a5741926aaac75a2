import { createDouble } from '../../dist/double/double.js';
import { createReference, type HttpRequest, joinedContract, listen, serve } from '../../dist/index.js';
import { forwardTo } from '../../dist/proxy/forward.js';
import { httpTransport } from '../../dist/targets/http.js';
import { encoder } from '../../dist/wire/encode.js';
import { sign } from '../../dist/wire/sigv4.js';
import type { Benchmark } from './measure.ts';
import { inTurns, median, some } from './rounds.ts';

export const benchmark: Benchmark = {
  about: 'what the judging proxy adds to a call over HTTP',
  async measure(share) {
    const contract = joinedContract();
    const upstream = await serve(createReference({ contract }));
    const { name: service, region } = contract.service.signing;
    const { handle, close } = forwardTo(new URL(upstream.url), { service, region });
    const double = createDouble({ contract, service: () => handle, trusted: false });
    const proxy = await listen(double);
    const direct = caller(upstream.url);
    const through = caller(proxy.url);
    const calls = some(200, share);
    const { medians: times } = await inTurns(
      {
        direct: () => typical(calls, direct.call),
        async through() {
          double.forget();
          return typical(calls, through.call);
        },
      },
      share,
    );
    await Promise.all([direct.close(), through.close(), proxy.close(), close(), upstream.close()]);
    const value = times.through - times.direct;
    return [
      {
        name: 'proxy.http',
        value,
        unit: 'ms',
        goal: { atMost: 1 },
        about: 'added to a call by serve --judge --forward',
      },
    ];
  },
};

/** Sends an update of a policy that does not exist, as any client would. */
function caller(url: string): { call(): Promise<unknown>; close(): Promise<void> } {
  const contract = joinedContract();
  const { send, close } = httpTransport(new URL(url));
  const { name: service, region } = contract.service.signing;
  const encoded = encoder(contract)('UpdateContinuousDeploymentPolicy', {
    Id: '00000000-0000-4000-8000-000000000000',
    IfMatch: 'E2QWRUHAPOMQZL',
    ContinuousDeploymentPolicyConfig: {
      StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef8.cloudfront.net'] },
      Enabled: true,
      TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
    },
  });
  if ('unsent' in encoded) throw new Error(encoded.unsent);
  const request: HttpRequest = sign(encoded.request, { service, region, host: new URL(url).host });
  return { call: () => send(request), close };
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
