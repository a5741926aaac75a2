import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../src/core/outcome.ts';
import type { Handler } from '../src/core/target.ts';
import { MARK, mustNotAct } from '../src/rules/wire/must-not-act.ts';
import { mustRefuse } from '../src/rules/wire/must-refuse.ts';
import { unusual } from '../src/rules/wire/open.ts';
import { minimalExample } from '../src/schema/arbitrary.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { encoder } from '../src/wire/encode.ts';
import { contract, expectPass, judge, referenceWith } from './support/judging.ts';

const text = ({ body }: HttpRequest): string => Buffer.from(body).toString();
const utf8 = (body: string): Uint8Array => new TextEncoder().encode(body);

/** A whole request on the same names, for a server that takes whatever comes for what was meant. */
function careless(change: (request: HttpRequest, last: HttpRequest) => HttpRequest): Handler {
  const reference = referenceWith();
  const whole = new Map<string, HttpRequest>();
  return async (request) => {
    const key = `${request.method} ${request.path.replace(/\/$/, '')}`;
    const answer = await reference(request);
    if (answer.status < 300 && request.body.length > 0) whole.set(key.replace(/[0-9a-f]{8}-.*$/, ''), request);
    const last = whole.get(key.replace(/[0-9a-f]{8}-.*$/, ''));
    return answer.status === 400 && last ? reference(change(request, last)) : answer;
  };
}

/** Keeps the form of a request that was taken before, with a name of its own, so that nothing but the fault is seen. */
let names = 0;
const asBefore = (request: HttpRequest, last: HttpRequest): HttpRequest => ({
  ...request,
  path: request.path.replace(/\/$/, ''),
  headers: { ...last.headers, ...request.headers, 'content-type': 'application/xml' },
  body: utf8(text(last).replace(/<DnsName>[^<]*/, `<DnsName>d${String(++names).padStart(13, '0')}.cloudfront.net`)),
});

async function findings(handler: Handler, id: string): Promise<string[]> {
  const record = await judge(handler, `{${id},lifecycle.create.refused-leaves-nothing}`, {
    phases: ['edges', 'malformed'],
  });
  return record.rules.find((rule) => rule.id === id)!.findings.map(({ actual }) => actual);
}

describe('what must be refused', () => {
  test.each(mustRefuse)('$id holds on the reference', ({ id }) => expectPass(id));

  test.each(mustRefuse)('$id finds a server that takes it for something else', async ({ id }) => {
    expect((await findings(careless(asBefore), id)).length).toBeGreaterThan(0);
  });
});

describe('an account that is full for a while', () => {
  const full = `<ErrorResponse><Error><Code>TooManyContinuousDeploymentPolicies</Code></Error></ErrorResponse>`;

  /** Has no room for so many creates after each refusal of a malformed one. */
  function crowded(times: number): Handler {
    const reference = referenceWith();
    let left = 0;
    return async (request) => {
      if (request.method === 'POST' && left > 0 && left--) return { status: 409, headers: {}, body: utf8(full) };
      const answer = await reference(request);
      if (request.method === 'POST' && answer.status === 400) left = times;
      return answer;
    };
  }

  test.each([
    [2, 'pass'],
    [100, 'skip'],
  ])('%d refusals for want of room after a malformed request: %s', async (times, status) => {
    const record = await judge(crowded(times), 'wire.rejects-truncated', { phases: ['malformed'] });
    expect(record.rules.map((rule) => [rule.status, rule.findings])).toEqual([[status, []]]);
  });
});

describe('what must not be acted on', () => {
  const inert = mustNotAct('http://127.0.0.1:9');
  test.each(inert)('$id holds on the reference', ({ id }) => expectPass(id));

  test('wire.expands-no-internal-entity finds a server that expands', async () => {
    const expand = (request: HttpRequest): HttpRequest => ({
      ...request,
      body: utf8(
        text(request)
          .replace(/<!DOCTYPE[^\]]*\]>/, '')
          .replaceAll('&e;', MARK),
      ),
    });
    expect(await findings(careless(expand), 'wire.expands-no-internal-entity')).not.toEqual([]);
  });

  test.each(['wire.fetches-no-external-entity', 'wire.fetches-no-external-subset'])(
    '%s finds a server that fetches',
    async (id) => {
      const reference = referenceWith();
      const fetching: Handler = async (request) => {
        const [, url] = /SYSTEM "([^"]+)"/.exec(text(request)) ?? [];
        if (url) await fetch(url).catch(() => undefined);
        return reference(request);
      };
      expect(await findings(fetching, id)).toEqual(['the URL in the request was fetched']);
    },
  );

  test('wire.rejects-other-root finds a server that does not look at it', async () => {
    const reroot = (request: HttpRequest): HttpRequest => ({
      ...request,
      body: utf8(text(request).replaceAll(/(<\/?)Other/g, '$1')),
    });
    expect(await findings(careless(reroot), 'wire.rejects-other-root')).not.toEqual([]);
  });

  test.each(inert.filter(({ large }) => large))('$id finds a server that does not survive it', async ({ id }) => {
    const reference = referenceWith();
    let dead = false;
    const frail: Handler = async (request) => {
      dead ||= request.body.length > 500_000 || text(request).includes('l9');
      return dead ? { status: 500, headers: {}, body: utf8('') } : reference(request);
    };
    expect(await findings(frail, id)).not.toEqual([]);
  });
});

/** The smallest supported body as it is usually written, but for the name in it. */
const USUAL = nameless(
  text(
    (
      encoder(contract)(
        'CreateContinuousDeploymentPolicy',
        minimalExample(contract, 'CreateContinuousDeploymentPolicyRequest'),
      ) as { request: HttpRequest }
    ).request,
  ),
);

function nameless(body: string): string {
  return body.replaceAll(/d[a-z0-9]{13}\.cloudfront\.net/g, 'name');
}

describe('what is unusual', () => {
  test.each(unusual)('$id holds on the reference', ({ id }) => expectPass(id));

  test.each(unusual.filter(({ ambiguous }) => !ambiguous))(
    '$id finds a server that takes it for something else',
    async ({ id }) => {
      const reference = referenceWith();
      let last: HttpRequest | undefined;
      const forgetful: Handler = async (request) => {
        const usual =
          nameless(text(request)) === USUAL &&
          request.headers['content-type'] === 'application/xml' &&
          !request.path.endsWith('/');
        if (usual) last = request;
        if (usual || request.body.length === 0 || !last) return reference(request);
        const whole = asBefore(request, last);
        return reference({ ...whole, body: utf8(text(whole).replace('<Enabled>false', '<Enabled>true')) });
      };
      expect(await findings(forgetful, id)).not.toEqual([]);
    },
  );
});

describe('a request that is not answered', () => {
  const RULE = 'wire.rejects-invalid-utf-8';

  /** What the rule says of a target that does not answer what is no UTF-8, or nothing from then on. */
  async function judged(forGood: boolean): Promise<{ status: string }> {
    const handle = referenceWith();
    let silent = false;
    const handler: Handler = (request) => {
      const odd = Buffer.from(request.body).toString().includes('\ufffd');
      silent ||= odd;
      return odd || (silent && forGood) ? new Promise(() => {}) : handle(request);
    };
    const target = handlerTarget(contract, handler, { timeout: 20 });
    const { rules } = await judge(handler, RULE, { target });
    return rules.find(({ id }) => id === RULE)!;
  }

  test('is held against a target that answers others', async () => {
    expect(await judged(false)).toMatchObject({ status: 'fail' });
  });

  test('is held against nobody who answers nothing any more', async () => {
    expect(await judged(true)).toMatchObject({ status: 'skip' });
  });
});
