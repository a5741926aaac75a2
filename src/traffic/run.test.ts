import { describe, expect, test } from 'vitest';
import { termsOf } from '../cli/options/traffic-terms.ts';
import { loadContract } from '../contracts/load.ts';
import type { RunEvent } from '../core/event.ts';
import type { Edge, PolicyController } from '../core/traffic.ts';
import { createEdge } from '../reference/edge/edge.ts';
import { EDGE_FAULTS } from '../reference/edge/faults.ts';
import { edgeHandler } from '../reference/edge/handler.ts';
import { createReference } from '../reference/reference.ts';
import { serve } from '../reference/serve.ts';
import { recordOf } from '../report/record.ts';
import { referenceEdge } from '../session/traffic-reference.ts';
import { handlerTarget } from '../targets/handler.ts';
import { realClock, virtualClock } from './clock.ts';
import { httpEdge } from './edges/http.ts';
import { parseMarker } from './edges/marker.ts';
import { moduleEdge, type Route } from './edges/module.ts';
import { policyOf } from './policy.ts';
import { apiController, fixedController } from './policy-controller.ts';
import { trafficRules } from './rules/index.ts';
import type { TrafficRule } from './rules/rule.ts';
import { judgeTraffic } from './run.ts';

const contract = loadContract();
const rules = trafficRules(contract);
const HEAVY = 'traffic.weight.fine';

async function judge(
  { edge, controller }: { edge: Edge; controller: PolicyController },
  ids: readonly string[],
  changes: Parameters<typeof termsOf>[0] = {},
) {
  const events: RunEvent[] = [];
  for await (const event of judgeTraffic({
    contract,
    edge,
    controller,
    rules: rules.filter(({ id }) => ids.includes(id)),
    terms: termsOf(changes, edge.clock.virtual),
    seed: 7,
    version: '0',
    reproduce: (rule) => rule,
  }))
    events.push(event);
  return recordOf(events);
}

const statuses = ({ rules: judged }: Awaited<ReturnType<typeof judge>>): Record<string, string> =>
  Object.fromEntries(judged.map(({ id, status }) => [id, status]));

const reasonOf = (record: Awaited<ReturnType<typeof judge>>): string | undefined => record.rules[0]?.reason;

describe('what a policy does to traffic', () => {
  test('every rule holds on the reference edge', async () => {
    const light = rules.map(({ id }) => id).filter((id) => id !== HEAVY);
    const record = await judge(referenceEdge(contract, 7), light);
    expect(statuses(record)).toEqual(Object.fromEntries(light.map((id) => [id, 'pass'])));
    expect(new Set(record.charts.map(({ chart }) => chart.kind))).toEqual(new Set(['share', 'lanes']));
  });

  test('an edge that is not there ends the run at the first rule, with the reason', async () => {
    const { edge, controller } = referenceEdge(contract, 7);
    let asked = 0;
    const gone: Edge = {
      ...edge,
      view: async () => {
        asked += 1;
        return { served: 'neither', status: 0, headers: {}, cookies: [], reason: 'no answer: connection refused' };
      },
    };
    const light = rules.map(({ id }) => id).filter((id) => id !== HEAVY);
    const { error, rules: judged } = await judge({ edge: gone, controller }, light);
    expect(error).toBe(`${edge.name} gives no answer: connection refused`);
    expect(judged.filter(({ status }) => status === 'pass')).toEqual([]);
    expect(asked).toBeLessThan(40);
  });

  test.each(EDGE_FAULTS)('$name is found by $breaks', async (fault) => {
    const record = await judge(referenceEdge(contract, 7, [fault]), [fault.breaks]);
    expect(record.rules[0]).toMatchObject({
      id: fault.breaks,
      status: record.rules[0]!.evidence === 'inferred' ? 'warn' : 'fail',
    });
  });

  test('an edge that deals out by the time breaks none but inferred rules', async () => {
    const fault = EDGE_FAULTS.find(({ name }) => name === 'by-time-of-day')!;
    const light = rules.map(({ id }) => id).filter((id) => id !== HEAVY);
    const record = await judge(referenceEdge(contract, 7, [fault]), light);
    expect(record.rules.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([]);
  });

  test('a share that is wrong is told with what it may be taken for', async () => {
    const fault = EDGE_FAULTS.find(({ name }) => name === 'weight-inverted')!;
    const record = await judge(referenceEdge(contract, 7, [fault]), ['traffic.weight.share']);
    expect(record.rules[0]!.findings[0]!.actual).toMatch(/share of the primary distribution$/);
  });

  describe('an edge that may send everything to the primary for a while', () => {
    const unsteady = (name: string) => {
      const fault = EDGE_FAULTS.find((one) => one.name === name)!;
      const { edge, controller } = referenceEdge(contract, 7, [fault]);
      return { edge: { ...edge, steady: false }, controller };
    };

    test.each([
      ['weight-never', 'traffic.weight.share'],
      ['weight-two-thirds', 'traffic.weight.share'],
      ['header-ignored', 'traffic.header.value'],
    ])('%s can not be told', async (name, rule) => {
      const record = await judge(unsteady(name), [rule]);
      expect([statuses(record)[rule], reasonOf(record)]).toEqual(['skip', expect.stringContaining('inconclusive')]);
    });

    test.each([
      ['weight-half-again', 'traffic.weight.share'],
      ['header-value-ignored', 'traffic.header.other-value'],
      ['disabled-ignored', 'traffic.effect.disable'],
    ])('%s is found all the same', async (name, rule) => {
      expect(statuses(await judge(unsteady(name), [rule]))).toEqual({ [rule]: 'fail' });
    });
  });

  describe('a function', () => {
    const half: Route = ({ at }) => (at % 2 === 0 ? 'primary' : 'staging');

    test('is judged in process', async () => {
      const record = await judge(moduleEdge('half', half, virtualClock()), ['traffic.weight.share']);
      expect(statuses(record)).toEqual({ 'traffic.weight.share': 'fail' });
    });

    test('gets the policy that is attached at the time', async () => {
      const route: Route = ({ policy, headers }) => {
        const { Header, Value } = (
          policy?.TrafficConfig as { SingleHeaderConfig?: { Header: string; Value: string } } | undefined
        )?.SingleHeaderConfig ?? { Header: '', Value: '' };
        const given = Object.keys(headers).find((name) => name.toLowerCase() === Header);
        return policy?.Enabled === true && given !== undefined && headers[given] === Value ? 'staging' : 'primary';
      };
      const ids = [
        'traffic.header.value',
        'traffic.header.name-case',
        'traffic.effect.update',
        'traffic.effect.enable',
      ];
      const record = await judge(moduleEdge('by header', route, virtualClock()), ids);
      expect(statuses(record)).toEqual(Object.fromEntries(ids.map((id) => [id, 'pass'])));
    });

    test('that throws, or gives neither side, is not judged, and it is said why', async () => {
      const throwing: Route = () => {
        throw new Error('no route');
      };
      expect(reasonOf(await judge(moduleEdge('x', throwing, virtualClock()), ['traffic.header.absent']))).toContain(
        'no route',
      );
      const odd = (() => 'blue') as unknown as Route;
      expect(reasonOf(await judge(moduleEdge('x', odd, virtualClock()), ['traffic.header.absent']))).toContain(
        '"blue"',
      );
    });
  });

  describe('over HTTP', () => {
    const marker = parseMarker('header:X-Served-By=staging')!;

    test('rules are judged that need little time, and the others say how much they need', async () => {
      const reference = createReference({ contract });
      const handle = edgeHandler(createEdge({ state: reference.state, seed: 7 }), () => new Date());
      const served = await serve({ handle });
      const edge = httpEdge(new URL(served.url), { marker, clock: realClock(), steady: true, forwarded: true });
      const controller = apiController(contract, handlerTarget(contract, reference.handle), 'http');
      try {
        const ids = [
          'traffic.weight.highest',
          'traffic.header.value',
          'traffic.session.idle-end',
          'traffic.effect.promote',
        ];
        const record = await judge({ edge, controller }, ids, { settle: 0, patience: 1_000 });
        expect(statuses(record)).toEqual({
          'traffic.weight.highest': 'pass',
          'traffic.header.value': 'pass',
          'traffic.session.idle-end': 'skip',
          'traffic.effect.promote': 'skip',
        });
        expect(record.rules.find(({ id }) => id === 'traffic.session.idle-end')!.reason).toMatch(/needs 30\d s/);
        expect(reference.state.distributions.size + reference.state.policies.size).toBe(0);
      } finally {
        await edge.close();
        await served.close();
      }
    });

    test('a policy that is attached for good is judged by the rules that say something of it', async () => {
      const edge = httpEdge(new URL('http://127.0.0.1:1'), { marker, clock: realClock() });
      const controller = fixedController(
        policyOf({ kind: 'header', name: 'aws-cf-cd-x', value: '1' }),
        'www.example.com',
      );
      const record = await judge({ edge, controller }, ['traffic.weight.share', 'traffic.header.value-case']);
      const reasons = Object.fromEntries(record.rules.map(({ id, reason }) => [id, reason]));
      expect(reasons['traffic.weight.share']).toContain('header aws-cf-cd-x');
      expect(reasons['traffic.header.value-case']).toContain('no letters');
      expect((await judge({ edge, controller }, ['traffic.header.value'])).error).toContain('connection refused');
      await edge.close();
    });
  });
});

describe('a marker of the staging distribution', () => {
  const answer = { status: 200, headers: { 'x-stage': 'blue' }, body: 'new release' };

  test.each([
    ['header:X-Stage=blue', true],
    ['header:x-stage=Blue', false],
    ['body:new rel', true],
    ['body:^release', false],
    ['status:200', true],
    ['status:503', false],
  ])('%s', (text, matches) => {
    expect(parseMarker(text)!.matches(answer)).toBe(matches);
  });

  test.each(['', 'header:x', 'body:', 'body:(', 'status:9', 'cookie:a=b'])('%s is none', (text) => {
    expect(parseMarker(text)).toBeUndefined();
  });
});

describe('an edge that never serves the staging distribution', () => {
  /** A web server that knows nothing of policies: it answers everybody with the same page. */
  const plain: Edge = {
    ...moduleEdge('plain', () => 'primary', virtualClock()).edge,
    steady: false,
  };
  const weighted = (weight: number, stickiness?: { idle: number; maximum: number }) =>
    fixedController(
      policyOf({ kind: 'weight', weight, ...(stickiness ? { stickiness } : {}) }),
      'www.example.com',
      'staging.example.com',
    );

  test.each([
    ['a weight with sessions', weighted(0.15, { idle: 300, maximum: 600 })],
    ['a weight of 0', weighted(0)],
    [
      'a header',
      fixedController(
        policyOf({ kind: 'header', name: 'aws-cf-cd-x', value: 'Yes' }),
        'www.example.com',
        'staging.example.com',
      ),
    ],
  ])('conforms in no rule with %s', async (_, controller) => {
    const record = await judge(
      { edge: plain, controller },
      rules.map(({ id }) => id),
      { requests: 300, runs: 3 },
    );
    expect(record.rules.filter(({ status }) => status !== 'skip').map(({ id, status }) => ({ id, status }))).toEqual(
      [],
    );
  });
});

test('one rule that is faulty itself does not end the run', async () => {
  const { edge, controller } = referenceEdge(contract, 7);
  const events: RunEvent[] = [];
  const [first, second] = rules.filter(({ id }) => id.startsWith('traffic.header'));
  const faulty = { ...first!, check: () => Promise.reject(new TypeError('no such member')) };
  for await (const event of judgeTraffic({
    ...{ contract, edge, controller, rules: [faulty, second!], terms: termsOf({}, true), seed: 7, version: '0' },
    reproduce: (rule) => rule,
  }))
    events.push(event);
  const record = recordOf(events);
  expect(record.rules).toMatchObject([{ status: 'error' }, { status: 'pass' }]);
  expect(record.rules[0]!.reason).toContain('no such member');
});

test('a rule that demands that nobody is sent to staging holds by itself, since a control request is', async () => {
  expect(statuses(await judge(referenceEdge(contract, 7), ['traffic.weight.zero']))).toEqual({
    'traffic.weight.zero': 'pass',
  });
});

/** The record of these checks, each as a rule of its own; `signal` interrupts them. */
async function checked(checks: TrafficRule['check'][], signal?: AbortSignal) {
  const { edge, controller } = referenceEdge(contract, 7);
  const events: RunEvent[] = [];
  const own = checks.map((check, index) => ({ ...rules[index]!, check }));
  for await (const event of judgeTraffic({
    ...{ contract, edge, controller, rules: own, terms: termsOf({}, true), seed: 7, version: '0' },
    ...(signal ? { signal } : {}),
    reproduce: (rule) => rule,
  }))
    events.push(event);
  return recordOf(events);
}

const ask: TrafficRule['check'] = async (lane) => {
  await lane.view({ host: 'h.example', path: '/', headers: {} } as never);
};

test('a rule that judged nothing does not hold', async () => {
  const { rules: judged } = await checked([async () => {}]);
  expect(judged).toMatchObject([{ status: 'skip', reason: 'no response had anything that this rule checks' }]);
});

test('an interrupted run sends nothing more, holds no rule, and says that it was interrupted', async () => {
  const stop = new AbortController();
  const record = await checked(
    [
      async (lane) => {
        lane.recordCheck();
        stop.abort();
        await ask(lane);
      },
      async (lane) => lane.recordCheck(),
    ],
    stop.signal,
  );
  expect(record).toMatchObject({ interrupted: true, requests: 0 });
  expect(record.rules).toMatchObject([
    { status: 'skip', reason: 'interrupted' },
    { status: 'skip', reason: 'interrupted' },
  ]);
});
