import nock from 'nock';
import type { RunRecord } from '../../src/core/run-record.ts';
import type { Target } from '../../src/core/target.ts';
import { createReference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import { rulesOf } from '../../src/rules/index.ts';
import { fromFetch } from '../../src/targets/fetch-handler.ts';
import { handlerTarget } from '../../src/targets/handler.ts';
import { httpTarget } from '../../src/targets/http.ts';
import { moduleTarget } from '../../src/targets/module.ts';
import { type Nock, nockTarget } from '../../src/targets/nock.ts';
import { sdkTarget } from '../../src/targets/sdk.ts';
import createWrapper from '../wrappers/sdk-wrapper.ts';
import { contract, judge } from './judging.ts';

// To be imported is enough for it to take every request of the process, which makes all of them slower.
nock.restore();

/** A way to the reference. */
export interface Transport {
  /** Makes a target of the URL of a reference that is served. */
  make: (url: string) => Target | Promise<Target>;
  /** Rules that can't be judged, because it shows too little. */
  unseen: readonly string[];
}

const handle = () => createReference({ contract }).handle;

/** Rules on bytes that are sent; those on the bytes of answers too are judged where the answers can be seen. */
const onRequests = rulesOf(contract)
  .active.filter(({ wire }) => wire)
  .map(({ id }) => id);
const onAnswers = ['answer.content-type', 'answer.namespace'];
/** The rule that compares times with the clock of the server, which a Date header alone tells. */
const onClock = ['lifecycle.last-modified.is-now'];

const fetching = () => {
  const answer = handle();
  return fromFetch(async (request) => {
    const { pathname, search } = new URL(request.url);
    const { status, headers, body } = await answer({
      method: request.method,
      path: pathname + search,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
    });
    return new Response(status === 204 ? null : Buffer.from(body), { status, headers });
  }, 'https://cloudfront.amazonaws.com');
};

function throughNock(): Target {
  const target = nockTarget(contract, nock as unknown as Nock, handle());
  const close = async (): Promise<void> => {
    await target.close();
    nock.restore();
  };
  return { ...target, close };
}

export const HTTP: Transport = { make: (url) => httpTarget(contract, new URL(url)), unseen: [] };

export const TRANSPORTS: Record<string, Transport> = {
  nock: { make: throughNock, unseen: onClock },
  'a handler': { make: () => handlerTarget(contract, handle()), unseen: [] },
  'a fetch function': { make: () => handlerTarget(contract, fetching()), unseen: [] },
  'the SDK': { make: (url) => sdkTarget(contract, { url: new URL(url) }), unseen: onRequests },
  'a module': {
    make: (url) => moduleTarget(contract, createWrapper({ endpoint: url })),
    unseen: [...onRequests, ...onAnswers, ...onClock],
  },
};

/** What the rules that a glob selects find on the reference over a transport. */
export async function judgedOver({ make }: Transport, glob = '*'): Promise<RunRecord> {
  const served = await serve({ handle: handle() });
  const target = await make(served.url);
  try {
    return await judge(handle(), glob, { target, runs: 1 });
  } finally {
    await target.close();
    await served.close();
  }
}

/** The status of each rule and what it found. */
export const verdicts = ({ rules }: RunRecord): Record<string, string> =>
  Object.fromEntries(
    rules.map(({ id, status, findings }) => [id, [status, ...findings.map((f) => f.actual)].join(' ')]),
  );

/** The verdicts that a transport should give, as HTTP gives them. */
export function expectedOver({ unseen }: Transport, overHttp: RunRecord): Record<string, string> {
  return { ...verdicts(overHttp), ...Object.fromEntries(unseen.map((id) => [id, 'skip'])) };
}
