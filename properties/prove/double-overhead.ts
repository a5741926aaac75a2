import nock from 'nock';
import { createReference, double, type Handler, type HttpRequest, loadContract } from '../../src/index.ts';
import { installHandler } from '../../src/targets/nock.ts';
import { encoder } from '../../src/wire/encode.ts';
import { sign } from '../../src/wire/sigv4.ts';

const ROUNDS = 60;
const A_ROUND = 20;
/** Milliseconds. */
const ALLOWED = 1;

/** What a double adds to a bare handler and to a bare nock reply: medians of rounds that take turns, so that a busy machine disturbs all alike. */
export async function prove(): Promise<void> {
  const contract = loadContract();
  const { host, signing } = contract.service;
  const origin = `https://${host}`;
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
  const request: HttpRequest = sign(encoded.request, { service: signing.name, region: signing.region, host });
  const answer = await createReference({ contract }).handle(request);
  const bare: Handler = async () => answer;
  const judge = double();
  const judged: Handler = (sent) => {
    if (judge.turns.length >= 100) judge.forget();
    return judge.handle(sent);
  };
  const { 'content-length': _, host: __, ...headers } = request.headers;
  const body = new TextDecoder().decode(request.body);
  const byFetch = async (): Promise<void> => {
    await (await fetch(origin + request.path, { method: request.method, headers, body })).text();
  };

  // Bytes of its own for each request, as in life: what was read once is not read again.
  const anew = (): HttpRequest => ({ ...request, body: request.body.slice() });
  const handlers = await compare(
    (round) => round(() => bare(anew())),
    (round) => round(() => judged(anew())),
  );
  const nocks = await compare(
    async (round) => {
      nock(origin).persist().put(/.*/).reply(answer.status, Buffer.from(answer.body), answer.headers);
      await round(byFetch);
      nock.cleanAll();
    },
    async (round) => {
      const uninstall = installHandler(nock as never, judged, origin);
      await round(byFetch);
      uninstall();
    },
  );
  nock.restore();
  tell('a bare handler', handlers);
  tell('a bare nock reply', nocks);
  if (handlers.added >= ALLOWED || nocks.added >= ALLOWED) throw new Error(`more than ${ALLOWED} ms is added`);
}

type Round = (act: () => Promise<unknown>) => Promise<void>;

async function compare(first: (round: Round) => Promise<void>, second: (round: Round) => Promise<void>) {
  const without: number[] = [];
  const withIt: number[] = [];
  for (let count = 0; count < ROUNDS; count += 1) {
    await first((act) => timed(act, without));
    await second((act) => timed(act, withIt));
  }
  return { without: median(without), with: median(withIt), added: median(withIt) - median(without) };
}

async function timed(act: () => Promise<unknown>, into: number[]): Promise<void> {
  for (let count = 0; count < A_ROUND; count += 1) {
    const started = performance.now();
    await act();
    into.push(performance.now() - started);
  }
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

function tell(what: string, { without, with: withIt, added }: { without: number; with: number; added: number }): void {
  const ms = (time: number): string => `${time.toFixed(3)} ms`;
  process.stdout.write(`the double adds ${ms(added)} to ${what} (${ms(without)} → ${ms(withIt)}, medians)\n`);
}
