import { describe, expect, test } from 'vitest';
import type { Modification } from '../src/reference/modification.ts';
import { refuse } from '../src/reference/refusal.ts';
import { withBody } from '../src/reference/rewriting.ts';
import type { StoredResource } from '../src/reference/state.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { virtualClock } from '../src/traffic/clock.ts';
import { contract, expectFinding, judge, referenceWith } from './support/judging.ts';
import { untestedRules } from './support/untested-rules.ts';

/** Calls of a finding. */
const LONGEST = 4;

describe('a lifecycle rule', () => {
  test('is tested beside the file that makes it', () => {
    expect(untestedRules(contract, 'lifecycle', /^lifecycle\./)).toEqual([]);
  });

  test('finds what a paging server gets wrong, each with at most four calls', async () => {
    for (const fault of [
      'list-ignores-marker',
      'list-repeats',
      'list-never-ends',
      'list-ends-early',
      'list-marker-is-the-next-item',
    ]) {
      const [finding] = await expectFinding('lifecycle.list.pages', fault, { settle: 50 });
      expect(finding?.steps.length, fault).toBeLessThanOrEqual(LONGEST);
    }
  });
});

test('an update that keeps what it leaves out is found, though every update does so', async () => {
  await expectFinding('lifecycle.update.replaces', 'sessions-kept-on-update', { settle: 50 });
});

describe('every transition', () => {
  test('is covered and said to be', async () => {
    const { notes } = await judge(referenceWith(), 'lifecycle.every-transition');
    const [{ text } = { text: '' }] = notes;
    expect(text).toMatch(/^ContinuousDeploymentPolicy: (\d+) of \1 lifecycle transitions covered/);
  });
});

describe('a random sequence', () => {
  test('is shrunk to the shortest that shows the fault', async () => {
    const [finding] = await expectFinding('lifecycle.any-sequence', 'refused-update-kept');
    expect(finding?.steps.map(({ operation }) => operation)).toEqual([
      'CreateContinuousDeploymentPolicy',
      'UpdateContinuousDeploymentPolicy',
      'GetContinuousDeploymentPolicy',
    ]);
  });

  test('is the same for the same seed', async () => {
    const once = async () =>
      (await expectFinding('lifecycle.any-sequence', 'refused-update-kept'))[0]?.steps.map(({ input }) => input);
    expect(await once()).toEqual(await once());
  });
});

describe('a target that differs within what is documented', () => {
  test.each([
    'list-settles-late',
    'others-live-here',
    'quota-20',
    'star-matches',
    'garbage-is-stale',
    'stale-is-invalid-if-match',
    'etag-kept-by-identical-update',
    'etags-quoted',
    'ids-long',
    'empty-lists-left-out',
    'open-refused',
  ])('%s breaks no lifecycle rule', async (name) => {
    const variant = VARIANTS.find((one) => one.name === name)!;
    const record = await judge(referenceWith(variant), 'lifecycle.*', { runs: 10, concurrency: 8 });
    const broken = record.rules.flatMap(({ id, findings }) => findings.map(({ actual }) => `${id}: ${actual}`));
    expect(broken).toEqual([]);
    // Where ids hold what a header can't, the place of a new resource can be written in many ways.
    const skipped = record.rules.filter(({ id, status }) => status === 'skip' && id !== 'lifecycle.create.location');
    expect(skipped.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  });
});

describe('a target whose reads are late', () => {
  const late: Modification = {
    operate: (before) => {
      const read = 'GetContinuousDeploymentPolicy';
      const seen = new Map<string, number>();
      const next = before[read]!;
      // The first look at what was just created finds nothing.
      const reading: typeof next = (context, input) => {
        const id = String(input.Id);
        const first = context.state.policies.has(id) && !seen.has(id);
        seen.set(id, 1);
        return first ? refuse('NoSuchContinuousDeploymentPolicy', 'Not yet.') : next(context, input);
      };
      return { ...before, [read]: reading };
    },
  };

  test('breaks a rule where reads have no reason to be late', async () => {
    await expectFinding('lifecycle.read.after-create', late);
  });

  test('has time to settle where it is far away, and is said to be slow', async () => {
    const far = await judge(referenceWith(late), 'lifecycle.read.after-create', { url: 'https://far.example' });
    expect(far.rules[0]?.status).toBe('pass');
    expect(far.notes.map(({ text }) => text)).toEqual([expect.stringMatching(/took \d+ ms to settle/)]);
  });
});

describe('a target whose every first look after a write shows what was before it', () => {
  const READS = ['GetContinuousDeploymentPolicy', 'GetContinuousDeploymentPolicyConfig'];
  const WRITES = [
    'CreateContinuousDeploymentPolicy',
    'UpdateContinuousDeploymentPolicy',
    'DeleteContinuousDeploymentPolicy',
  ];

  const behind: Modification = {
    operate: (before) => {
      const earlier = new Map<string, StoredResource | undefined>();
      const late = { ...before };
      for (const write of WRITES)
        late[write] = async (context, input) => {
          const present = new Map(context.state.policies);
          const result = await before[write]!(context, input);
          for (const id of new Set([...present.keys(), ...context.state.policies.keys()])) {
            if (present.get(id) === context.state.policies.get(id)) continue;
            for (const read of READS) earlier.set(`${read} ${id}`, present.get(id));
          }
          return result;
        };
      for (const read of READS)
        late[read] = async (context, input) => {
          const id = String(input.Id);
          const { policies } = context.state;
          if (!earlier.has(`${read} ${id}`)) return before[read]!(context, input);
          const old = earlier.get(`${read} ${id}`);
          earlier.delete(`${read} ${id}`);
          if (!old) return refuse('NoSuchContinuousDeploymentPolicy', 'Not yet.');
          const present = policies.get(id);
          policies.set(id, old);
          const result = await before[read]!(context, input);
          if (present) policies.set(id, present);
          else policies.delete(id);
          return result;
        };
      return late;
    },
  };

  test('breaks no rule on reads where it is far away', async () => {
    const glob = 'lifecycle.{create,read,update,delete,etag,last-modified}.*';
    const options = { url: 'https://far.example', runs: 3, concurrency: 8 };
    const { rules } = await judge(referenceWith(behind), glob, options);
    const broken = rules.flatMap(({ id, findings }) => findings.map(({ actual }) => `${id}: ${actual}`));
    expect(broken).toEqual([]);
  });
});

describe('a target that writes ETags with quotation marks here and without there', () => {
  const mixed: Modification = {
    decide: ({ shown, precondition }) => ({
      shown: (entry, showing) => {
        const before = shown(entry, showing);
        return showing.startsWith('read') ? { ...before, etag: `"${before.etag}"` } : before;
      },
      precondition: ({ given, ...rest }) => precondition({ ...rest, given: given?.replaceAll('"', '') }),
    }),
  };

  test('breaks no lifecycle rule', async () => {
    const { rules } = await judge(referenceWith(mixed), 'lifecycle.*', { runs: 5, concurrency: 8 });
    const broken = rules.flatMap(({ id, findings }) => findings.map(({ actual }) => `${id}: ${actual}`));
    expect(broken).toEqual([]);
  });
});

describe('an account that is nearly full', () => {
  test.each([1, 3])('of %d resources skips what needs more and breaks nothing', async (quota) => {
    // The clock that rules wait by is not the server's.
    let time = Date.now();
    const full = referenceWith({ decide: () => ({ quota, modified: () => new Date((time += 1_000)).toISOString() }) });
    const target = { ...handlerTarget(contract, full), tape: virtualClock() };
    const { rules } = await judge(full, 'lifecycle.*', { runs: 5, target });
    expect(rules.filter(({ status }) => status !== 'pass' && status !== 'skip')).toEqual([]);
    expect(rules.filter(({ status }) => status === 'pass').length).toBeGreaterThan(5);
    for (const { reason } of rules)
      if (reason !== undefined) expect(reason).toMatch(/TooMany|no response had anything that this rule checks/);
  });
});

describe('lifecycle.create.refused-leaves-nothing', () => {
  test('names the constraints that nothing keeps, where no invalid create is refused', async () => {
    let count = 0;
    const instead = (): string =>
      `<ContinuousDeploymentPolicyConfig xmlns="${contract.service.namespace}"><StagingDistributionDnsNames><Quantity>1</Quantity>` +
      `<Items><DnsName>dinstead${++count}.cloudfront.net</DnsName></Items></StagingDistributionDnsNames>` +
      '<Enabled>false</Enabled></ContinuousDeploymentPolicyConfig>';
    const lenient: Modification = {
      handle: (next) => async (request) => {
        const response = await next(request);
        const takes = request.method === 'POST' && response.status >= 400;
        return takes ? next(withBody(request, instead())) : response;
      },
    };
    const id = 'lifecycle.create.refused-leaves-nothing';
    const { rules } = await judge(referenceWith(lenient), id);
    const { status, reason, hindrance } = rules.find((rule) => rule.id === id)!;
    expect({ status, reason }).toMatchObject({ status: 'skip', reason: expect.stringMatching(/ refused none of \d/) });
    expect(hindrance).toMatchObject({ rules: expect.arrayContaining([expect.stringMatching(/\.(type|required)$/)]) });
  });
});
