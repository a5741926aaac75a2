import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { operationOf } from '../contracts/resource.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { journalled } from '../provision/journal.ts';
import type { Modification } from '../reference/modification.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { handlerTarget } from '../targets/handler.ts';
import { type JournalFile, openJournal, readOpenRuns } from './journal-file.ts';
import { inventory } from './listing.ts';
import { ownedBy } from './ownership.ts';
import { idIn } from './resources.ts';
import { type Left, tearDown } from './teardown.ts';

const contract = loadContract();
const policy = contract.resources.ContinuousDeploymentPolicy!;
const distribution = contract.resources.Distribution!;
const RUN = 'run';

let folder: string;
let file: string;
let journal: JournalFile;
let reference: Reference;
let bare: Target;
let target: Target;

/** Starts a run on a reference on which `before` has already been done. */
async function begin({
  modifications = [],
  before = async () => {},
}: {
  modifications?: Modification[];
  before?: (bare: Target) => Promise<unknown>;
} = {}): Promise<void> {
  reference = createReference({ contract, modifications });
  bare = handlerTarget(contract, reference.handle);
  await before(bare);
  const start = { started: new Date().toISOString(), pid: 1, host: 'here', before: await inventory(contract, bare) };
  journal.write({ type: 'run', run: RUN, ...start });
  target = journalled(contract, bare, { run: RUN, write: journal.write });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  file = join(folder, 'below', 'journal.ndjson');
  journal = openJournal(file);
});

afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

/** What a later process does. */
async function sweep(): Promise<{ left: Left[]; unsure: string[] }> {
  const [run] = readOpenRuns(file);
  if (!run) return { left: [], unsure: [] };
  const { owned, unsure } = await ownedBy(run, contract, bare);
  return { left: await tearDown(bare, owned, { patience: 1_000, wait: async () => {} }), unsure };
}

const weighted = (...names: string[]): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: names.length, ...(names.length > 0 ? { Items: names } : {}) },
  Enabled: false,
  TrafficConfig: { Type: 'SingleWeight', SingleWeightConfig: { Weight: 0.1 } },
});

const createPolicy = (...names: string[]): Call => ({
  operation: operationOf(policy, 'create'),
  input: { ContinuousDeploymentPolicyConfig: weighted(...names) },
});

const createDistribution = (CallerReference: string, config: JsonObject = {}): Call => ({
  operation: operationOf(distribution, 'create'),
  input: { DistributionConfig: { ...(distribution.minimal as JsonObject), CallerReference, ...config } },
});

/** A target whose answers never come, though it does what it is asked. */
const deaf = (inner: Target): Target => ({
  ...inner,
  async call(call): Promise<Outcome> {
    await inner.call(call);
    return { kind: 'lost', reason: 'killed', ms: 0 };
  },
});

const NAME = 'dours000000000.cloudfront.net';
const THEIRS = 'dtheirs0000000.cloudfront.net';

describe('after a run that was killed, nothing of it is left', () => {
  test('what it knew by id', async () => {
    await begin();
    await target.call(createPolicy(NAME));
    await target.call(createDistribution('ours'));
    expect(await sweep()).toEqual({ left: [], unsure: [] });
    expect([reference.state.policies.size, reference.state.distributions.size]).toEqual([0, 0]);
  });

  test('what it had created without knowing', async () => {
    await begin();
    const killed = journalled(contract, deaf(bare), { run: RUN, write: journal.write });
    await killed.call(createPolicy(NAME));
    await killed.call(createDistribution('ours'));
    expect(await sweep()).toEqual({ left: [], unsure: [] });
    expect([reference.state.policies.size, reference.state.distributions.size]).toEqual([0, 0]);
  });

  test('what it had created without any name', async () => {
    await begin({ modifications: [{ decide: () => ({ enforces: () => false }) }] });
    const killed = journalled(contract, deaf(bare), { run: RUN, write: journal.write });
    await killed.call(createPolicy());
    expect(reference.state.policies.size).toBe(1);
    expect(await sweep()).toEqual({ left: [], unsure: [] });
    expect(reference.state.policies.size).toBe(0);
  });

  test('the whole workflow: attached, enabled, and slow to be deployed', async () => {
    await begin({ modifications: [{ decide: () => ({ deploying: 5 }) }] });
    const primary = await target.call(createDistribution('primary', { Staging: false }));
    const copy = await target.call({
      operation: 'CopyDistribution',
      input: {
        PrimaryDistributionId: idIn(distribution, primary)!,
        IfMatch: String((primary as { output: JsonObject }).output.ETag),
        Staging: true,
        CallerReference: 'staging',
      },
    });
    const { DomainName } = (copy as unknown as { output: { Distribution: { DomainName: string } } }).output
      .Distribution;
    const made = await target.call(createPolicy(DomainName));
    const { output } = primary as unknown as { output: { ETag: string; Distribution: { DistributionConfig: Json } } };
    const attached = await target.call({
      operation: operationOf(distribution, 'update'),
      input: {
        Id: idIn(distribution, primary)!,
        IfMatch: output.ETag,
        DistributionConfig: {
          ...(output.Distribution.DistributionConfig as JsonObject),
          ContinuousDeploymentPolicyId: idIn(policy, made)!,
        },
      },
    });
    expect(attached.kind).toBe('response');
    expect(reference.state.distributions.size).toBe(2);
    const [run] = readOpenRuns(file);
    const { owned } = await ownedBy(run!, contract, bare);
    expect(await tearDown(bare, owned, { patience: 5_000 })).toEqual([]);
    expect([reference.state.policies.size, reference.state.distributions.size]).toEqual([0, 0]);
  });
});

describe('what the run did not create is never touched', () => {
  test('from before, its ETag too', async () => {
    await begin({ before: (each) => each.call(createPolicy(THEIRS)) });
    const etags = [...reference.state.policies.values()].map(({ etag }) => etag);
    await target.call(createPolicy(NAME));
    await sweep();
    expect([...reference.state.policies.values()].map(({ etag }) => etag)).toEqual(etags);
  });

  test('from others during the run, even where an answer of ours never came', async () => {
    await begin();
    await bare.call(createPolicy(THEIRS));
    await bare.call(createDistribution('theirs'));
    await journalled(contract, deaf(bare), { run: RUN, write: journal.write }).call(createPolicy(NAME));
    await sweep();
    expect([...reference.state.policies.values()].map(({ config }) => config.StagingDistributionDnsNames)).toEqual([
      { Quantity: 1, Items: [THEIRS] },
    ]);
    expect(reference.state.distributions.size).toBe(1);
  });

  test('without a name, unless it is the very configuration whose answer never came', async () => {
    await begin({ modifications: [{ decide: () => ({ enforces: () => false }) }] });
    await bare.call({
      operation: operationOf(policy, 'create'),
      input: { ContinuousDeploymentPolicyConfig: { ...weighted(), Enabled: true } },
    });
    await journalled(contract, deaf(bare), { run: RUN, write: journal.write }).call(createPolicy());
    expect(reference.state.policies.size).toBe(2);
    await sweep();
    expect([...reference.state.policies.values()].map(({ config }) => config.Enabled)).toEqual([true]);
  });
});

describe('an id alone proves nothing', () => {
  /** Somebody's policy, and a run whose journal says that it made one with the same id. */
  async function reused(config: JsonObject, chosen: { marks: string[]; config?: JsonObject }): Promise<string> {
    await begin({ modifications: [{ decide: () => ({ enforces: () => false }) }] });
    journal.write({ type: 'create', run: RUN, n: 1, resource: policy.name, ...chosen });
    const theirs = await bare.call({
      operation: operationOf(policy, 'create'),
      input: { ContinuousDeploymentPolicyConfig: config },
    });
    const id = idIn(policy, theirs)!;
    journal.write({ type: 'made', run: RUN, n: 1, id });
    return id;
  }

  test('where an emulator that was restarted gave it to somebody else', async () => {
    for (const name of [THEIRS, `${NAME}.example`, NAME.slice(0, -1)]) {
      await reused(weighted(name), { marks: [NAME] });
      expect(await sweep()).toEqual({ left: [], unsure: [] });
      expect(reference.state.policies.size).toBe(1);
      journal.write({ type: 'closed', run: RUN });
    }
  });

  test('where neither has a name, and the configurations differ', async () => {
    await reused({ ...weighted(), Enabled: true }, { marks: [], config: weighted() });
    expect(await sweep()).toEqual({ left: [], unsure: [] });
    expect(reference.state.policies.size).toBe(1);
  });

  test('but with what the run chose, it is ours', async () => {
    await reused(weighted(NAME), { marks: [NAME] });
    await sweep();
    expect(reference.state.policies.size).toBe(0);
  });

  test('and with what an update of the run chose', async () => {
    const id = await reused({ ...weighted(), Enabled: true }, { marks: [], config: weighted() });
    const config = { ...weighted(), Enabled: true };
    journal.write({ type: 'update', run: RUN, resource: policy.name, id, marks: [], config });
    await sweep();
    expect(reference.state.policies.size).toBe(0);
  });

  test('where it was there before the run, even to the run itself', async () => {
    await begin({ before: (each) => each.call(createPolicy(THEIRS)) });
    const [id] = [...reference.state.policies.keys()];
    journal.write({ type: 'create', run: RUN, n: 1, resource: policy.name, marks: [THEIRS] });
    journal.write({ type: 'made', run: RUN, n: 1, id: id! });
    const [run] = readOpenRuns(file);
    for (const live of [true, false]) expect((await ownedBy(run!, contract, bare, { live })).owned).toEqual([]);
  });

  test('and what can not be read is told, not deleted', async () => {
    await reused(weighted(NAME), { marks: [NAME] });
    const silent: Target = {
      ...bare,
      call: async (call) =>
        call.operation === operationOf(policy, 'read') ? { kind: 'lost', reason: 'no answer', ms: 0 } : bare.call(call),
    };
    const { owned, unsure } = await ownedBy(readOpenRuns(file)[0]!, contract, silent);
    expect({ owned, unsure }).toMatchObject({ owned: [], unsure: [expect.stringMatching(/can't be read: no answer/)] });
  });
});

test('after a reset nothing of before is ours or theirs', async () => {
  await begin({ before: (each) => each.call(createPolicy(THEIRS)) });
  await target.call(createPolicy(NAME));
  journal.write({ type: 'reset', run: RUN });
  expect(readOpenRuns(file)).toMatchObject([{ creates: [], before: { [policy.name]: [], [distribution.name]: [] } }]);
});

test('sweeping again does no harm', async () => {
  await begin();
  await target.call(createPolicy(NAME));
  await sweep();
  await bare.call(createPolicy(THEIRS));
  expect(await sweep()).toEqual({ left: [], unsure: [] });
  expect(reference.state.policies.size).toBe(1);
});

test('what can not be deleted is told with the reason', async () => {
  await begin();
  await target.call(createPolicy(NAME));
  const refusing: Target = {
    ...bare,
    call: async (call) =>
      call.operation === operationOf(policy, 'delete')
        ? { kind: 'refused', status: 403, headers: {}, error: { code: 'AccessDenied' }, ms: 0 }
        : bare.call(call),
  };
  const { owned } = await ownedBy(readOpenRuns(file)[0]!, contract, bare);
  expect(await tearDown(refusing, owned, { patience: 0, wait: async () => {} })).toMatchObject([
    { reason: '403 AccessDenied' },
  ]);
});

describe('the journal', () => {
  test('has each create before it is sent, and no more of a line than was written', async () => {
    await begin();
    let before = '';
    const looking = journalled(
      contract,
      {
        ...bare,
        async call(call) {
          before = readFileSync(file, 'utf8');
          return bare.call(call);
        },
      },
      { run: RUN, write: journal.write },
    );
    await looking.call(createPolicy(NAME));
    expect(before).toContain(NAME);
    const whole = readFileSync(file, 'utf8');
    expect(
      whole
        .trimEnd()
        .split('\n')
        .every((line) => JSON.parse(line) !== undefined),
    ).toBe(true);
  });

  test('knows what is over: refused, never sent, without a connection, deleted, or gone already', async () => {
    await begin();
    await target.call({
      operation: operationOf(policy, 'create'),
      input: { ContinuousDeploymentPolicyConfig: { Enabled: 'x' } },
    });
    const made = await target.call(createPolicy(NAME));
    const address = { Id: idIn(policy, made)!, IfMatch: String((made as { output: JsonObject }).output.ETag) };
    await bare.call({ operation: operationOf(policy, 'delete'), input: address });
    await target.call({ operation: operationOf(policy, 'delete'), input: address });
    const nobody: Outcome = { kind: 'lost', reason: 'connection refused', unreached: true, ms: 0 };
    await journalled(contract, { ...bare, call: async () => nobody }, { run: RUN, write: journal.write }).call(
      createPolicy(NAME),
    );
    const [run] = readOpenRuns(file);
    expect(run!.creates).toEqual([]);
  });

  test('does not take a refused delete for done', async () => {
    await begin();
    const made = await target.call(createPolicy(NAME));
    const stale = { Id: idIn(policy, made)!, IfMatch: 'stale' };
    expect((await target.call({ operation: operationOf(policy, 'delete'), input: stale })).kind).toBe('refused');
    expect(readOpenRuns(file)[0]!.creates).toHaveLength(1);
  });

  test('goes on in a new line after one that was cut off', async () => {
    await begin();
    appendFileSync(file, '{"type":"closed","run":"ru');
    const later = openJournal(file);
    later.write({ type: 'closed', run: RUN });
    later.close();
    expect(readOpenRuns(file)).toEqual([]);
  });

  test('passes over a line that was cut off', async () => {
    await begin();
    await target.call(createPolicy(NAME));
    appendFileSync(file, '{"type":"closed","run":"ru');
    expect(readOpenRuns(file)).toMatchObject([{ run: RUN, creates: [{ marks: [NAME] }] }]);
  });

  test('is closed for good', async () => {
    await begin();
    journal.write({ type: 'closed', run: RUN });
    expect(readOpenRuns(file)).toEqual([]);
  });
});
