import { describe, expect, test } from 'vitest';
import type { ActiveRule } from '../core/rule.ts';
import { SkipError } from '../core/test-context.ts';
import { ownSuite } from '../session/suite.ts';
import { type GradedImplementation, perform } from './implementation.ts';
import type { Suite } from './suite.ts';
import { type TrialOptions, trial } from './trial.ts';

const suite = ownSuite();

/** Two rules that the fault breaks, and one that it does not. */
const options: TrialOptions = {
  seed: 1,
  runs: 1,
  settle: 10,
  lanes: 1,
  rules: 'lifecycle.{read.after-update,update.replaces,create.location}',
};
const fault: GradedImplementation = { fault: 'update-does-nothing' };
const judge = (subject: GradedImplementation, part: Partial<TrialOptions> = {}) =>
  perform(suite, { subject, options: { ...options, ...part } });

/** The suite with just one rule, which does this. */
const suiteThat = (check: ActiveRule['check']): Suite => ({
  ...suite,
  rules: {
    answer: [],
    active: [
      {
        kind: 'active',
        id: 'one',
        evidence: 'documented',
        demands: '',
        citations: [],
        operations: [],
        phases: ['edges'],
        needs: [],
        check,
      },
    ],
  },
});

describe('a trial', () => {
  test('sees nothing in the reference', async () => {
    expect(await judge('reference')).toMatchObject({ sightings: [], skipped: [] });
  });

  test('has the first finding of each rule that a fault breaks, in their order', async () => {
    const { sightings, requests } = await judge(fault);
    expect(sightings.map(({ rule }) => rule).toSorted()).toEqual([
      'lifecycle.read.after-update',
      'lifecycle.update.replaces',
    ]);
    const after = sightings.map((one) => one.after);
    expect(after).toEqual(after.toSorted((a, b) => a - b));
    expect(after.at(-1)).toBeLessThanOrEqual(requests);
  });

  test('has a rule once, on however many operations it finds something', async () => {
    const errors = '{answer.error-type,lifecycle.{read,update,delete}.unknown-id}';
    const { sightings } = await judge({ fault: 'errors-without-type' }, { rules: errors });
    expect(sightings.map(({ rule }) => rule)).toEqual(['answer.error-type']);
  });

  test('is the same each time', async () => {
    const [one, other] = [await judge(fault), await judge(fault)];
    expect({ ...one, ms: 0 }).toEqual({ ...other, ms: 0 });
  });

  test('ends with the finding that is waited for', async () => {
    const all = await judge(fault);
    const ended = await judge(fault, { until: all.sightings[0]!.rule });
    expect(ended.sightings).toEqual([all.sightings[0]]);
    expect(ended.requests).toBeLessThan(all.requests);
  });

  test('begins with the tasks that the order names', async () => {
    const last = (await judge(fault)).sightings.at(-1)!;
    const [first] = (await judge(fault, { order: [`${last.phase} ${last.rule}`] })).sightings;
    expect(first!.rule).toBe(last.rule);
    expect(first!.after).toBeLessThan(last.after);
  });

  test('tells what each task did where it is asked to, with no request counted twice', async () => {
    const { tasks, requests } = await judge(fault, { tasks: true });
    const counted = tasks!.reduce((sum, task) => sum + task.requests + task.shared, 0);
    expect(counted).toBeGreaterThan(tasks!.length);
    // What tasks share is deleted after the last of them.
    expect(counted).toBeLessThanOrEqual(requests);
    expect((await judge(fault)).tasks).toBeUndefined();
  });

  test('has the rules that could not be judged, and our own mistakes', async () => {
    const skipping = suiteThat(() => Promise.reject(new SkipError('it is far', { hindrance: { kind: 'option' } })));
    expect(await trial(skipping, [], { ...options, rules: 'one' })).toMatchObject({
      skipped: [{ rule: 'one', reason: 'it is far' }],
    });
    const mistaken = suiteThat(() => Promise.reject(new TypeError('oh')));
    expect((await trial(mistaken, [], { ...options, rules: 'one' })).error).toContain('one: ');
  });

  test('does not call a rule unjudged that was judged in one of its phases', async () => {
    const { rules, ...others } = suiteThat(async (lane, phase) => {
      if (phase === 'random') throw new SkipError('nothing came up', { hindrance: { kind: 'option' } });
      lane.recordCheck('GetContinuousDeploymentPolicy');
    });
    const active = rules.active.map((rule): ActiveRule => ({ ...rule, phases: ['edges', 'random'] }));
    const twice = await trial({ ...others, rules: { ...rules, active } }, [], { ...options, rules: 'one' });
    expect(twice.skipped).toEqual([]);
  });

  test('says why nothing could be judged', async () => {
    const denying = { handle: () => async () => ({ status: 403, headers: {}, body: new Uint8Array(0) }) };
    expect((await trial(suite, [denying], options)).error).toBeTruthy();
  });

  test('knows its subjects', async () => {
    await expect(async () => judge({ fault: 'no such' })).rejects.toThrow('there is no no such');
  });
});
