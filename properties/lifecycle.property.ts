import { describe, expect, test } from 'vitest';
import type { Modification } from '../src/reference/modification.ts';
import { refuse } from '../src/reference/refusal.ts';
import { withBody } from '../src/reference/rewriting.ts';
import type { StoredResource } from '../src/reference/state.ts';
import { VARIANTS } from '../src/reference/variants/index.ts';
import { rulesOf } from '../src/rules/index.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { virtualClock } from '../src/traffic/clock.ts';
import { contract, expectFinding, expectPass, judge, referenceWith } from './support/judging.ts';

/** A limit far below the documented one. */
const narrow: Modification = {
  decide: () => ({
    limit: (rule, documented) => (rule.endsWith('Weight.maximum') ? { ...documented, value: 0.05 } : documented),
  }),
};

/** Each lifecycle rule, and a fault that it must find. */
const FOUND_BY: Record<string, string | Modification> = {
  'lifecycle.create.refused-leaves-nothing': 'refused-create-kept',
  'lifecycle.create.accepts-supported': narrow,
  'lifecycle.create.echoes': 'weight-as-percent',
  'lifecycle.update.accepts-supported': 'if-match-refused-when-right',
  'lifecycle.update.echoes': 'update-forgets-traffic',
  'lifecycle.read.after-create': 'items-lost-in-read',
  'lifecycle.read.after-update': 'stale-read',
  'lifecycle.etag.agrees': 'etag-other-in-get-config',
  'lifecycle.etag.changes': 'etag-rotates-twice-only',
  'lifecycle.create.location': 'location-of-the-collection',
  'lifecycle.read.unknown-id': 'read-unknown-id',
  'lifecycle.update.unknown-id': 'update-creates',
  'lifecycle.delete.unknown-id': 'delete-twice',
  'lifecycle.read.deleted': 'delete-leaves-config',
  'lifecycle.update.deleted': 'update-creates',
  'lifecycle.delete.twice': 'delete-twice',
  'lifecycle.update.requires-if-match': 'if-match-optional-on-update',
  'lifecycle.delete.requires-if-match': 'if-match-optional-on-delete',
  'lifecycle.update.refuses-stale-if-match': 'if-match-first-version',
  'lifecycle.delete.refuses-stale-if-match': 'if-match-any-value-on-delete',
  'lifecycle.update.refuses-garbage-if-match': 'if-match-any-value-on-update',
  'lifecycle.delete.refuses-garbage-if-match': 'if-match-ignored-on-delete',
  'lifecycle.update.accepts-fresh-if-match': 'etag-old-in-update',
  'lifecycle.delete.accepts-fresh-if-match': 'if-match-refused-when-right-on-delete',
  'lifecycle.update.refused-changes-nothing': 'refused-update-partly-applied',
  'lifecycle.delete.refused-changes-nothing': 'delete-refused-but-done',
  'lifecycle.update.replaces': 'update-merges',
  'lifecycle.last-modified.stays': 'last-modified-is-now',
  'lifecycle.last-modified.timestamp': 'modified-in-words',
  'lifecycle.last-modified.never-goes-back': 'modified-goes-back',
  'lifecycle.update.each-member': 'update-of-idle-ttl-alone-ignored',
  'lifecycle.etag.each-member': 'etag-kept-where-value-alone-changes',
  'lifecycle.concurrency.others-kept': 'whole-state-written-back',
  'lifecycle.last-modified.own': 'refused-update-sets-time',
  'lifecycle.last-modified.advances': 'modified-on-create-only',
  'lifecycle.last-modified.agrees': 'modified-later-in-reads',
  'lifecycle.last-modified.is-now': 'modified-in-local-time',
  'lifecycle.update.refuses-altered-if-match': 'if-match-compared-by-its-beginning-on-update',
  'lifecycle.delete.refuses-altered-if-match': 'if-match-begins-with-it-on-delete',
  'lifecycle.update.odd-if-match': 'if-match-weak-breaks-down',
  'lifecycle.read.odd-id': 'id-of-300-characters-fails',
  'lifecycle.read.altered-id': 'id-matched-by-its-beginning',
  'lifecycle.update.altered-id': 'id-matched-when-longer-in-an-update',
  'lifecycle.delete.altered-id': 'id-matched-when-longer-in-a-delete',
  'lifecycle.selected-only': 'empty-header-beside-weight',
  'lifecycle.list.agrees-with-read': 'list-shows-the-time-of-the-first',
  'lifecycle.list.odd-max-items': 'list-max-items-fraction-repeated',
  'lifecycle.list.odd-page': 'list-fails-on-an-unknown-marker',
  'lifecycle.id.unique': 'ids-from-a-coarse-clock',
  'lifecycle.id.never-reused': 'ids-reused',
  'lifecycle.create.leaves-others': 'create-shares-traffic',
  'lifecycle.update.leaves-others': 'update-overwrites-the-oldest',
  'lifecycle.delete.leaves-others': 'delete-takes-another',
  'lifecycle.list.after-create': 'list-misses-the-newest',
  'lifecycle.list.after-update': 'stale-list',
  'lifecycle.list.after-delete': 'delete-hides-from-reads-only',
  'lifecycle.list.echoes': 'idle-ttl-lost-in-list',
  'lifecycle.list.respects-max-items': 'list-one-too-many',
  'lifecycle.list.repeats-max-items': 'list-max-items-of-page',
  'lifecycle.list.pages': 'list-skips',
  'lifecycle.list.quantity': 'list-quantity-of-page',
  'lifecycle.concurrency.at-most-one-update': 'lost-update',
  'lifecycle.concurrency.one-update-wins': 'racing-updates-all-refused',
  'lifecycle.concurrency.losers-change-nothing': 'refused-update-kept',
  'lifecycle.concurrency.delete-and-delete': 'racing-deletes',
  'lifecycle.concurrency.delete-and-update': 'racing-deletes',
  'lifecycle.concurrency.ids': 'ids-from-a-coarse-clock',
  'lifecycle.concurrency.one-create-wins': 'racing-creates',
  'lifecycle.concurrency.create-during-delete': 'refused-create-kept',
  'lifecycle.concurrency.linearizable': 'lost-update',
  'lifecycle.concurrency.linearizable-reads': 'torn-read',
  'lifecycle.every-transition': 'if-match-of-another',
  'lifecycle.any-sequence': 'refused-update-kept',
};

/** Calls of a finding; more where it takes two clients of which one calls twice, or several resources. */
const LONGEST = 4;
const LONGER: Record<string, number> = {
  'lifecycle.concurrency.linearizable-reads': 5,
  'lifecycle.last-modified.own': 5,
  'lifecycle.concurrency.others-kept': 7,
};

describe('a lifecycle rule', () => {
  const ids = rulesOf(contract)
    .active.map(({ id }) => id)
    .filter((id) => id.startsWith('lifecycle.'));

  test.each(ids)('%s holds on the reference and finds its fault with few calls', async (id) => {
    await expectPass(id);
    const findings = await expectFinding(id, FOUND_BY[id] ?? 'none', { settle: 50, settleReads: 0 });
    const most = LONGER[id] ?? LONGEST;
    for (const { steps } of findings) expect(steps.length).toBeLessThanOrEqual(most);
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
      if (reason !== undefined) expect(reason).toMatch(/TooMany|no response exercised this rule/);
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
