import nock from 'nock';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Target } from '../src/core/target.ts';
import { syntheticSource } from '../src/provision/synthetic.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { emptyRecord, type RunRecord, recorder } from '../src/report/record.ts';
import { rulesOf } from '../src/rules/index.ts';
import { run } from '../src/run/run.ts';
import { loadContract } from '../src/schema/contract.ts';
import { nameForm } from '../src/schema/names.ts';
import { fromFetch } from '../src/targets/fetch-handler.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { httpTarget } from '../src/targets/http.ts';
import { moduleTarget } from '../src/targets/module.ts';
import { type Nock, nockTarget } from '../src/targets/nock.ts';
import { sdkTarget } from '../src/targets/sdk.ts';
import createWrapper from './wrappers/sdk-wrapper.ts';

const contract = loadContract();
const rules = rulesOf(contract);
/** Rules on bytes that are sent; those on the bytes of answers too are judged where the answers can be seen. */
const onRequests = rules.active.filter(({ wire }) => wire).map(({ id }) => id);
const onAnswers = ['answer.content-type', 'answer.namespace'];

async function judge(target: Target): Promise<RunRecord> {
  const record = emptyRecord();
  const take = recorder(record);
  const names = syntheticSource((resource) => nameForm(contract, resource), 1);
  const options = { contract, target, rules, names, version: '', seed: 1, runs: 1, reproduce: (rule: string) => rule };
  for await (const event of run(options)) take(event);
  return record;
}

const verdicts = ({ rules }: RunRecord): Record<string, string> =>
  Object.fromEntries(
    rules.map(({ id, status, findings }) => [id, [status, ...findings.map((f) => f.actual)].join(' ')]),
  );

const handle = () => createReference({ contract }).handle;

let overHttp: RunRecord;

async function overThe(make: (served: Served) => Target | Promise<Target>): Promise<RunRecord> {
  const own = await serve({ handle: handle() });
  const target = await make(own);
  try {
    return await judge(target);
  } finally {
    await target.close();
    await own.close();
  }
}

describe('the full suite on the reference gives the same verdicts, rule by rule, as over HTTP', () => {
  beforeAll(async () => {
    overHttp = await overThe(({ url }) => httpTarget(contract, new URL(url)));
  }, 60_000);

  test('where all of it passes', () => {
    expect(overHttp.rules.filter(({ status }) => status !== 'pass' && status !== 'skip')).toEqual([]);
  });

  test.each<[string, (served: Served) => Target | Promise<Target>]>([
    ['nock', () => nockTarget(contract, nock as unknown as Nock, handle())],
    ['a handler', () => handlerTarget(contract, handle())],
    [
      'a fetch function',
      () => {
        const answer = handle();
        return handlerTarget(
          contract,
          fromFetch(async (request) => {
            const { pathname, search } = new URL(request.url);
            const { status, headers, body } = await answer({
              method: request.method,
              path: pathname + search,
              headers: Object.fromEntries(request.headers),
              body: new Uint8Array(await request.arrayBuffer()),
            });
            return new Response(status === 204 ? null : Buffer.from(body), { status, headers });
          }, 'https://cloudfront.amazonaws.com'),
        );
      },
    ],
  ])('through %s', async (_, make) => {
    expect(verdicts(await overThe(make))).toEqual(verdicts(overHttp));
  });

  test.each<[string, readonly string[], (served: Served) => Target | Promise<Target>]>([
    ['the SDK', onRequests, ({ url }) => sdkTarget(contract, { url: new URL(url) })],
    ['a module', [...onRequests, ...onAnswers], ({ url }) => moduleTarget(contract, createWrapper({ endpoint: url }))],
  ])('through %s, but for rules on bytes that are not seen, which are skipped', async (_, unseen, make) => {
    const record = await overThe(make);
    const expected = { ...verdicts(overHttp), ...Object.fromEntries(unseen.map((id) => [id, 'skip'])) };
    expect(verdicts(record)).toEqual(expected);
  });
});
