import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Outcome } from '../core/outcome.ts';
import { PHASES } from '../core/rule.ts';
import type { RunRecord } from '../core/run-record.ts';
import type { Target } from '../core/target.ts';
import { syntheticSource } from '../provision/synthetic.ts';
import { createReference } from '../reference/reference.ts';
import { emptyRecord, recorder } from '../report/record.ts';
import { exitCodeOf } from '../report/verdict.ts';
import { rulesOf } from '../rules/index.ts';
import { nameForm } from '../schema/names.ts';
import { handlerTarget } from '../targets/handler.ts';
import { preflight } from './preflight.ts';
import { type RunParameters, run, TargetUnusableError } from './run.ts';

const contract = loadContract();
const rules = rulesOf(contract);
const LIST = 'ListContinuousDeploymentPolicies';

const refused = (status: number, code: string, message = ''): Outcome => ({
  kind: 'refused',
  status,
  headers: {},
  error: { code, message },
  ms: 1,
});
const unreadable = (status: number, reason: string): Outcome => ({
  kind: 'unreadable',
  status,
  headers: {},
  reason,
  ms: 1,
});

const answering = (outcome: Outcome): Target => ({
  name: 'scripted',
  wire: true,
  call: async () => outcome,
  close: async () => {},
});

describe('what an operation is found to be', () => {
  test.each<[string, Outcome]>([
    ['implemented', { kind: 'response', status: 200, headers: {}, output: {}, ms: 1 }],
    ['implemented', refused(404, 'NoSuchContinuousDeploymentPolicy')],
    ['implemented', refused(400, 'MalformedXML')],
    ['missing', refused(404, 'InvalidAction')],
    ['missing', refused(404, 'NotFound')],
    ['missing', refused(501, 'Anything')],
    ['missing', refused(500, 'InternalFailure', 'The operation is not implemented yet')],
    ['missing', unreadable(404, 'status 404 with an empty body')],
    ['missing', unreadable(200, 'status 200 with HTML')],
    ['missing', { kind: 'unsent', reason: 'not implemented: the module has no such function', ms: 0 }],
    ['unknown', refused(500, 'InternalFailure')],
    ['unknown', unreadable(500, 'status 500 with HTML')],
    ['refused', refused(403, 'AccessDenied')],
    ['lost', { kind: 'lost', reason: 'connection refused', ms: 1 }],
  ])('%s: %o', async (state, outcome) => {
    const [result] = await preflight(contract, answering(outcome), [LIST], 1);
    expect(result!.state).toBe(state);
  });

  test('what a target creates all the same is deleted', async () => {
    const { handle, state } = createReference({ contract });
    const target = handlerTarget(contract, handle);
    const careless: Target = {
      ...target,
      call: (call) =>
        target.call(
          call.operation === 'CreateContinuousDeploymentPolicy'
            ? {
                ...call,
                input: {
                  ContinuousDeploymentPolicyConfig: {
                    StagingDistributionDnsNames: { Quantity: 1, Items: ['d111111abcdef80.cloudfront.net'] },
                    Enabled: false,
                  },
                },
              }
            : call,
        ),
    };
    await preflight(contract, careless, ['CreateContinuousDeploymentPolicy'], 1);
    expect([state.requests, state.policies.size]).toEqual([2, 0]);
  });
});

async function judged(target: Target, options: Partial<RunParameters> = {}): Promise<RunRecord> {
  const record = emptyRecord();
  const take = recorder(record);
  const names = syntheticSource((resource) => nameForm(contract, resource), 1);
  try {
    const events = run({
      contract,
      target,
      rules,
      names,
      version: '',
      seed: 1,
      runs: 1,
      reproduce: () => '',
      ...options,
    });
    for await (const event of events) take(event);
  } catch (error) {
    if (!(error instanceof TargetUnusableError)) throw error;
  }
  return record;
}

const reference = (): Target => handlerTarget(contract, createReference({ contract }).handle);

const without = (target: Target, operation: string): Target => ({
  ...target,
  call: async (call) => (call.operation === operation ? refused(404, 'InvalidAction') : target.call(call)),
});

describe('a run', () => {
  /** For each phase the first rule that has it. */
  const one = {
    ...rules,
    active: [...new Set(PHASES.map((phase) => rules.active.find(({ phases }) => phases.includes(phase))!))],
  };
  const few = { ...rules, active: rules.active.filter(({ id }) => /^lifecycle\.(create|list)/.test(id)) };

  test('skips rules that need what is missing, and conforms', async () => {
    const record = await judged(without(reference(), LIST), { rules: few });
    expect(exitCodeOf(record)).toBe(0);
    expect(record.rules.filter(({ reason }) => reason?.includes(`not implemented: ${LIST}`)).length).toBeGreaterThan(0);
  });

  test('asks what is missing once for what does not exist and once for what does, and never again', async () => {
    let asked = 0;
    const target = without(reference(), LIST);
    const counting: Target = {
      ...target,
      call: (call) => {
        if (call.operation === LIST) asked++;
        return target.call(call);
      },
    };
    await judged(counting, { rules: few });
    expect(asked).toBe(2);
  });

  test('breaks where what is missing is required', async () => {
    const record = await judged(without(reference(), LIST), { rules: few, require: [LIST] });
    expect(exitCodeOf(record)).toBe(1);
    expect(record.rules.find(({ id }) => id === 'preflight.implements')).toMatchObject({
      status: 'fail',
      findings: [{ operation: LIST, actual: '404 InvalidAction' }],
    });
  });

  test('gives up a target that answers no more, and does not say that it conforms', async () => {
    let calls = 0;
    const inner = reference();
    const dying: Target = {
      ...inner,
      call: async (call) => (++calls > 40 ? { kind: 'lost', reason: 'connection refused', ms: 1 } : inner.call(call)),
    };
    const record = await judged(dying);
    expect(record.error).toMatch(/stopped answering/);
    expect(exitCodeOf(record)).toBe(2);
    expect(calls).toBeLessThan(200);
  });

  test('goes on where it is we who hold back', async () => {
    let calls = 0;
    const inner = reference();
    const budgeted: Target = {
      ...inner,
      call: async (call) =>
        ++calls > 200 ? { kind: 'lost', withheld: true, reason: 'the budget is spent', ms: 0 } : inner.call(call),
    };
    const record = await judged(budgeted);
    expect(record.error).toBeUndefined();
    expect(exitCodeOf(record)).toBe(0);
    expect(record.rules.some(({ status, reason }) => status === 'skip' && reason?.includes('budget'))).toBe(true);
  });

  test('has what it is told done before each phase, while nothing is there', async () => {
    const { handle, state } = createReference({ contract });
    const there: number[] = [];
    const between = async (): Promise<void> => void there.push(state.policies.size);
    const { phases } = await judged(handlerTarget(contract, handle), { between, rules: one });
    expect(phases.length).toBeGreaterThan(5);
    expect(there).toEqual(phases.map(() => 0));
  });
});

describe('what the workflow alone needs', () => {
  async function events(options: Partial<RunParameters> = {}): Promise<string[]> {
    const seen: string[] = [];
    const some = rules.active.filter(({ id }) =>
      ['lifecycle.read.after-create', 'continuous-deployment.get.unknown'].includes(id),
    );
    for await (const event of run({
      contract,
      target: handlerTarget(contract, createReference({ contract }).handle),
      rules: { answer: [], active: some },
      names: syntheticSource((resource) => nameForm(contract, resource), 1),
      version: '',
      seed: 1,
      runs: 1,
      reproduce: (rule) => rule,
      ...options,
    })) {
      if (event.type === 'preflight') seen.push(event.operation);
      if (event.type === 'judged') seen.push(event.rule);
    }
    return seen;
  }

  test('is asked when the workflow begins', async () => {
    const seen = await events();
    const before = seen.slice(0, seen.indexOf('lifecycle.read.after-create'));
    expect(before).toContain('GetContinuousDeploymentPolicy');
    expect(before).not.toContain('GetDistribution');
    expect(seen).toContain('GetDistribution');
  });

  test('is not asked where the workflow is left out', async () => {
    expect(await events({ phases: ['sequences'] })).not.toContain('GetDistribution');
  });

  test('is asked at once by each of several machines', async () => {
    const seen = await events({ shard: { index: 1, count: 2 } });
    expect(seen.findIndex((one) => one.includes('.'))).toBeGreaterThan(seen.indexOf('GetDistribution'));
  });
});

test('what an answer to the preflight shows is counted after the requests that were sent, not those that were held back', async () => {
  const asked = 'CreateContinuousDeploymentPolicy';
  const target: Target = {
    ...answering({ kind: 'unsent', reason: 'no such function', ms: 0 }),
    call: async ({ operation }) =>
      operation === asked
        ? refused(400, 'InvalidArgument')
        : { kind: 'unsent', reason: 'not implemented: no function', ms: 0 },
  };
  const { rules: judgedRules } = await judged(target);
  const found = judgedRules.find(({ id }) => id === 'answer.error-message')!.findings;
  expect(found).toMatchObject([{ operation: asked, after: 1 }]);
});
