import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cassette } from '../src/core/cassette.ts';
import type { Handler, Target } from '../src/core/target.ts';
import { UsageError } from '../src/core/usage.ts';
import { readCassette } from '../src/formats/cassette.ts';
import type { Modification } from '../src/reference/modification.ts';
import { createReference } from '../src/reference/reference.ts';
import { type Served, serve } from '../src/reference/serve.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { type Rules, rulesOf } from '../src/rules/index.ts';
import { asRecorded } from '../src/rules/response/as-recorded.ts';
import { recordedAnswers } from '../src/session/recorded-answers.ts';
import { type OpenTarget, openCassette } from '../src/session/target.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { httpTarget } from '../src/targets/http.ts';
import { moduleTarget } from '../src/targets/module.ts';
import { sdkTarget } from '../src/targets/sdk.ts';
import { inProcess } from './support/in-process.ts';
import { contract, faultNamed, judge, referenceWith } from './support/judging.ts';
import { recordAndReplay } from './support/recorded.ts';
import createWrapper from './wrappers/sdk-wrapper.ts';

const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const limits = { concurrency: 1, rate: undefined, budget: undefined, runs: 1, settle: 300, patience: 1_000 };

function some(...globs: string[]): Rules {
  const { answer, active } = rulesOf(contract);
  const matches = picomatch(globs, { bash: true });
  return { answer, active: active.filter(({ id }) => matches(id)) };
}

const SMALL = some(
  'SessionStickinessConfig.IdleTTL.*',
  'lifecycle.{list,read}.*',
  'lifecycle.update.replaces',
  'lifecycle.concurrency.update-*',
  'wire.rejects-*',
);

const opened = (target: Target, url?: string): OpenTarget => ({
  target,
  ...(url === undefined ? {} : { url: new URL(url) }),
  reach: 'loopback',
  embedded: true,
  limits,
  words: [],
});

async function served(handle: Handler = createReference({ contract }).handle): Promise<Served> {
  const one = await serve({ handle });
  closing.push(one.close);
  return one;
}

describe('a recorded run and a run from its recording give the same JSON report but for times', () => {
  test.each<[string, () => Promise<OpenTarget>]>([
    [
      'over HTTP',
      async () => {
        const { url } = await served();
        return opened(httpTarget(contract, new URL(url)), url);
      },
    ],
    [
      'over HTTP, with findings that are waited for',
      async () => {
        const { url } = await served(referenceWith(faultNamed('list-misses-the-newest')));
        return opened(httpTarget(contract, new URL(url)), url);
      },
    ],
    ['in process', async () => opened(handlerTarget(contract, referenceWith(faultNamed('update-merges'))))],
    [
      'through the SDK',
      async () => {
        const { url } = await served();
        return opened(await sdkTarget(contract, { url: new URL(url) }), url);
      },
    ],
    ['through a module', async () => opened(moduleTarget(contract, createWrapper({ endpoint: (await served()).url })))],
  ])('%s', async (name, open) => {
    const place = await open();
    closing.push(() => place.target.close());
    const { live, replayed, record } = await recordAndReplay({ ...place, target: { ...place.target, name } }, folder, {
      judgedBy: SMALL,
    });
    expect(replayed).toBe(live);
    expect(record.rules.filter(({ status }) => status === 'pass').length).toBeGreaterThan(20);
    expect(record.rules.some(({ status }) => status === 'fail')).toBe(/findings|in process/.test(name));
  });
});

describe('the file', () => {
  const ACCOUNT = '210987654321';
  const SIGNATURE = 'f'.repeat(64);

  /** The reference as a service that tells more than it should. */
  async function talkative(): Promise<string> {
    const { handle } = createReference({ contract });
    const open = opened({
      ...handlerTarget(contract, async (request) => {
        const { status, headers, body } = await handle(request);
        const text = Buffer.from(body).toString();
        const told = `<Told>arn:aws:cloudfront::${ACCOUNT}:policy/x arn:aws:iam::${ACCOUNT}:user/bob AKIAIOSFODNN7EXAMPLE ${SIGNATURE}</Told>`;
        return {
          status,
          headers: { ...headers, 'x-amz-cf-pop': 'FRA50', 'set-cookie': 'sid=1' },
          body: Buffer.from(text.replace(/<\/\w+>$/, (end) => told + end)),
        };
      }),
      name: 'talkative',
    });
    const { file } = await recordAndReplay(open, folder, { judgedBy: some('lifecycle.read.*') });
    return file;
  }

  test('holds no account number, nobody’s name, no key, no signature, no cookie and no header of the server’s own', async () => {
    const text = readFileSync(await talkative(), 'utf8');
    expect(text).toContain('arn:aws:cloudfront::000000000000:policy/x');
    for (const secret of [ACCOUNT, 'bob', 'AKIA', SIGNATURE, 'sid=1', 'FRA50', 'Signature=']) {
      expect(text).not.toContain(secret);
    }
  });

  test('holds no id and no version that the service made up, and no time of the day', async () => {
    const { handle } = createReference({ contract });
    const real = new Set<string>();
    const target = handlerTarget(contract, async (request) => {
      const answer = await handle(request);
      for (const [text] of Buffer.from(answer.body)
        .toString()
        .matchAll(/(?<=<Id>|T)[\w:-]+(?=<\/Id>|\.)/g))
        real.add(text);
      if (answer.headers.etag !== undefined) real.add(answer.headers.etag);
      return answer;
    });
    const { file } = await recordAndReplay(opened({ ...target, name: 'plain' }), folder, {
      judgedBy: some('lifecycle.read.*'),
    });
    const text = readFileSync(file, 'utf8');
    expect(real.size).toBeGreaterThan(5);
    expect([...real].filter((made) => text.includes(made))).toEqual([]);
    expect(text).toContain('2000-01-01T00:00:');
  });

  test('says when it was recorded and of what', async () => {
    const { head } = readCassette(await talkative());
    expect(head).toMatchObject({
      recorded: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      target: 'talkative',
      contract: expect.stringContaining('@aws-sdk/client-cloudfront@'),
    });
  });
});

test('what a recording does not hold is skipped with that reason, and raises no alarm', async () => {
  const { file } = await recordAndReplay(
    opened({ ...handlerTarget(contract, referenceWith()), name: 'partial' }),
    folder,
    { judgedBy: some('lifecycle.read.*') },
  );
  const cassette = readCassette(file);
  const { target } = await openCassette(contract, cassette, {});
  const record = await judge(async () => ({ status: 500, headers: {}, body: new Uint8Array() }), '*', {
    target,
    runs: 1,
  });
  const of = (status: string) => record.rules.filter((rule) => rule.status === status);
  expect(record.rules.filter(({ status }) => status !== 'pass' && status !== 'skip')).toEqual([]);
  expect(of('pass').map(({ id }) => id)).toContain('lifecycle.read.after-create');
  expect(of('skip').find(({ id }) => id === 'lifecycle.update.replaces')?.reason).toContain(
    'it is not in the recording',
  );
});

describe('a file that is no recording is told in one line', () => {
  const broken = (name: string, change: (file: string) => void): string => {
    const file = join(folder, name);
    writeFileSync(
      file,
      '{"cassette":"cloudfront-conformance","format":1,"recorded":"2026-01-01","contract":"c","target":"t","wire":true,"words":[],"seed":1,"runs":1,"settle":1,"patience":1,"staging":"auto"}\n',
    );
    change(file);
    return file;
  };

  test.each<[string, (file: string) => void, RegExp]>([
    ['missing', (file) => rmSync(file), /can't be read: there is no such file \(ENOENT\); give/],
    ['something-else', (file) => writeFileSync(file, '{"type":"start"}\n'), /is no recording; give a file/],
    ['empty', (file) => writeFileSync(file, ''), /is no recording/],
    ['binary', (file) => writeFileSync(file, Buffer.from([0, 255, 10, 128])), /is no recording/],
    [
      'newer',
      (file) => writeFileSync(file, '{"cassette":"cloudfront-conformance","format":2}\n'),
      /is a recording of version 2, and this program reads version 1; record it again$/,
    ],
    ['cut-off', () => {}, /breaks off after 0 exchanges; record it again$/],
    ['broken', (file) => appendFileSync(file, 'x\n\n\n\n{"end":0}\n'), /is damaged in line 2; record it again$/],
    ['short', (file) => appendFileSync(file, '{"end":3}\n'), /breaks off after 0 exchanges/],
  ])('%s', (name, change, reason) => {
    const file = broken(name, change);
    expect(() => readCassette(file)).toThrow(reason);
    expect(() => readCassette(file)).toThrow(UsageError);
    expect(() => readCassette(file)).not.toThrow(/\n/);
  });

  test('and ends with 2', async () => {
    const { code, out, err } = await inProcess(['run', '--from-cassette', join(folder, 'none')]);
    expect({ code, out, err }).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^[^\n]*there is no such file \(ENOENT\); [^\n]*\n$/),
    });
  });
});

describe('what a recording holds is evidence for just the classes of requests that it holds', () => {
  const recordingOf = async (name: string, ...modifications: Modification[]) => {
    const { handle } = createReference({ contract, modifications });
    const { file } = await recordAndReplay(opened({ ...handlerTarget(contract, handle), name }), folder, {
      judgedBy: some(
        'SessionStickinessConfig.*',
        'StagingDistributionDnsNames.*',
        'ContinuousDeploymentSingleWeightConfig.*',
      ),
    });
    return readCassette(file);
  };
  const judgedBy = async (cassette: Cassette, ...modifications: Modification[]) => {
    const rules = { answer: [asRecorded(contract, recordedAnswers(contract, cassette))], active: [] };
    const record = await judge(referenceWith(...modifications), '*', {
      runs: 1,
      rules: {
        ...rules,
        active: rulesOf(contract).active.filter(({ id }) =>
          /^(Staging|Continuous).*\.quantity|^StagingDistributionDnsNames|Weight/.test(id),
        ),
      },
    });
    return record.rules.find(({ id }) => id === 'answer.as-recorded')!;
  };
  const variant = (name: string) => VARIANTS.find((one) => one.name === name)!;
  let accepting: Cassette;
  beforeAll(async () => {
    accepting = await recordingOf('accepting', variant('open-accepted'));
  });

  test('a target that answers as recorded conforms', async () => {
    expect(recordedAnswers(contract, accepting).classes.size).toBeGreaterThan(3);
    expect(await judgedBy(accepting, variant('open-accepted'))).toMatchObject({ status: 'pass', evidence: 'recorded' });
  });

  test('a target that refuses what was accepted then fails, though the documentation is silent', async () => {
    const { status, findings } = await judgedBy(accepting, variant('open-refused'));
    expect(status).toBe('fail');
    expect(findings[0]?.expected).toMatch(/^a success, as on \d{4}-\d\d-\d\d$/);
  });
});

describe('cassette diff', () => {
  test('finds none on the target that was recorded and the places on another, and leaves nothing there', async () => {
    const { file } = await recordAndReplay(
      opened({ ...handlerTarget(contract, referenceWith()), name: 'diff' }),
      folder,
      { judgedBy: some('lifecycle.{read,update,list}.*') },
    );
    const same = await inProcess(['cassette', 'diff', file], { cwd: folder });
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining('no difference'), err: '' });
    const reference = createReference({ contract, modifications: [faultNamed('update-merges')] });
    const { url } = await served(reference.handle);
    const other = await inProcess(['cassette', 'diff', file, url], { cwd: folder });
    expect(other).toMatchObject({
      code: 1,
      out: expect.stringMatching(/UpdateContinuousDeploymentPolicy: .* then, .* now/),
    });
    expect(reference.state.policies.size).toBe(0);
  });
});
