import { describe, expect, test } from 'vitest';
import type { Contract } from '../src/core/contract.ts';
import { rulesOf } from '../src/rules/index.ts';
import { handlerTarget } from '../src/targets/handler.ts';
import { judge } from './support/judging.ts';
import { invented, type Mistake, pantry } from './support/pantry.ts';

const jars = invented('Jar');
const lids = invented('Lid');

/** Judges a pantry of jars by all lifecycle rules. */
async function judged(mistake?: Mistake) {
  const { answer, active } = rulesOf(jars);
  const { rules, notes } = await judge(pantry(jars, 'Jar', mistake), '*', {
    contract: jars,
    target: handlerTarget(jars, pantry(jars, 'Jar', mistake)),
    rules: { answer, active: active.filter(({ id }) => id.startsWith('lifecycle.')) },
    runs: 10,
    settle: 50,
  });
  return { rules, notes };
}

describe('a thing that is added to the resource table', () => {
  test('has all lifecycle rules on its operations', () => {
    const both: Contract = {
      ...jars,
      operations: { ...jars.operations, ...lids.operations },
      errors: { ...jars.errors, ...lids.errors },
      resources: { ...jars.resources, ...lids.resources },
      $defs: { ...jars.$defs, ...lids.$defs },
    };
    const of = (contract: Contract) =>
      new Map(
        rulesOf(contract)
          .active.filter(({ id }) => id.startsWith('lifecycle.'))
          .map(({ id, operations }) => [id, operations]),
      );
    const [one, two] = [of(jars), of(both)];
    expect([...two.keys()]).toEqual([...one.keys()]);
    for (const [id, operations] of two) expect(operations.length, id).toBe(2 * one.get(id)!.length);
  });

  test('conforms where its server does', async () => {
    const { rules, notes } = await judged();
    const notHeld = rules.filter(({ id, status }) => id.startsWith('lifecycle.') && status !== 'pass');
    expect(notHeld.map(({ id, reason, findings }) => ({ id, reason, findings }))).toEqual([]);
    expect(notes.map((note) => note.text)).toContainEqual(
      expect.stringMatching(/^Jar: (\d+) of \1 lifecycle transitions/),
    );
  });

  test.each<[Mistake, string[]]>([
    ['forgets-shelf', ['lifecycle.create.echoes', 'lifecycle.update.echoes']],
    [
      'ignores-if-match',
      ['lifecycle.update.requires-if-match', 'lifecycle.update.refuses-stale-if-match', 'lifecycle.every-transition'],
    ],
    ['repeats-pages', ['lifecycle.list.pages']],
  ])('is found out where its server %s', async (mistake, expected) => {
    const { rules } = await judged(mistake);
    const broken = rules.filter(({ status }) => status === 'fail').map(({ id }) => id);
    expect(broken).toEqual(expect.arrayContaining(expected));
  });
});
