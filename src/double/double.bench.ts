import nock from 'nock';
import { bench, describe } from 'vitest';
import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Handler } from '../core/target.ts';
import { createReference } from '../reference/reference.ts';
import { loadContract } from '../schema/contract.ts';
import { installHandler } from '../targets/nock.ts';
import { encoder } from '../wire/encode.ts';
import { sign } from '../wire/sigv4.ts';
import { createDouble } from './double.ts';

const contract = loadContract();
const host = contract.service.host;
const scope = { service: contract.service.signing.name, region: 'us-east-1', host };
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
const request: HttpRequest = sign(encoded.request, scope);
const answer: HttpResponse = await createReference({ contract }).handle(request);

/** The same answer to everything: what a double would be without judging and without a service. */
const bare: Handler = async () => answer;
/** A double in front of that, so that the difference is the judging alone; begins anew now and then. */
function judgingOf(handle: Handler): Handler {
  const double = createDouble({ contract, service: () => handle });
  return (sent) => {
    if (double.turns.length >= 100) double.forget();
    return double.handle(sent);
  };
}
const whole = judgingOf(createReference({ contract }).handle);
const judged = judgingOf(bare);

/** Bytes of its own for each request, as in life: what was read once is not read again. */
const anew = (): HttpRequest => ({ ...request, body: request.body.slice() });

describe('one update, in process', () => {
  bench('a bare handler', async () => {
    await bare(anew());
  });
  bench('the double in front of it', async () => {
    await judged(anew());
  });
  bench('the double in front of the reference', async () => {
    await whole(anew());
  });
});

describe('one update by fetch, through nock', () => {
  const send = () =>
    fetch(`https://${host}${request.path}`, {
      method: request.method,
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'host')),
      body: new TextDecoder().decode(request.body),
    }).then((response) => response.text());
  let uninstall = (): void => {};
  const behind = (handle: Handler) => ({
    setup: () => {
      uninstall = installHandler(nock as never, handle, `https://${host}`);
    },
    teardown: () => uninstall(),
  });

  bench(
    'a bare nock reply',
    async () => {
      await send();
    },
    {
      setup: () => {
        const reply = nock(`https://${host}`)
          .persist()
          .put(/.*/)
          .reply(answer.status, Buffer.from(answer.body), answer.headers);
        uninstall = () => nock.cleanAll();
        return void reply;
      },
      teardown: () => uninstall(),
    },
  );
  bench(
    'the double in front of the reference',
    async () => {
      await send();
    },
    behind(whole),
  );
});
