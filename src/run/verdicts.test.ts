import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { UNOBSERVED } from '../core/hindrance.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Reproducer } from '../core/reproducer.ts';
import type { ActiveRule } from '../core/rule.ts';
import type { Call } from '../core/target.ts';
import { RuleViolation, SkipError } from '../core/test-context.ts';
import { type Reproduced, reproduceAlone } from './reproduce.ts';
import { answerDigest } from './reproducer.ts';
import { activeRule, CREATE, FINE, GET, LIST, LOST, listReproducer, refusal } from './testing/scripted-run.ts';

const contract = loadContract();
const REFUSED = refusal(400, 'InvalidArgument');

/** What the rule finds when it is judged as a whole. */
const checks = {
  holds: async (context) => context.recordCheck(LIST),
  broken: async () => {
    throw new RuleViolation({ operation: LIST, expected: 'an oak', actual: 'a birch', steps: [] });
  },
  unseen: async () => {
    throw new SkipError('nothing to see', { hindrance: UNOBSERVED });
  },
} satisfies Record<string, ActiveRule['check']>;

const finding = (more: Partial<Reproducer> = {}): Reproducer => listReproducer('Tree.grows', more);

async function again(
  reproducer: Reproducer,
  whole: keyof typeof checks,
  answer: (call: Call) => Outcome,
): Promise<[Reproduced['verdict'], string]> {
  const target = { name: 'orchard', wire: true, call: async (call: Call) => answer(call), close: async () => {} };
  const rules = { answer: [], active: [activeRule('Tree.grows', checks[whole])] };
  const { verdict, reason } = await reproduceAlone({ contract, target, rules, names: () => () => 'name' }, reproducer);
  return [verdict, reason];
}

describe('where the last answer alone decides', () => {
  const wanted = { success: false, refusal: 'any' } as const;

  test('one that is still wrong fails still, and the rule need not be judged', async () => {
    expect(await again(finding({ wanted }), 'holds', () => FINE)).toEqual(['STILL FAILS', '200']);
  });

  test('nothing is called fixed before the whole rule holds', async () => {
    expect(await again(finding({ wanted }), 'broken', () => REFUSED)).toEqual(['STILL FAILS', 'a birch']);
    expect(await again(finding({ wanted }), 'unseen', () => REFUSED)).toEqual(['CANNOT TELL', 'nothing to see']);
    expect(await again(finding({ wanted }), 'holds', () => REFUSED)).toEqual(['FIXED', 'the rule holds']);
  });

  test('no answer tells nothing of it', async () => {
    expect(await again(finding({ wanted }), 'holds', () => LOST)).toEqual(['CANNOT TELL', 'no answer within 1 s']);
  });

  test('it decides nothing where the calls before it came to something else', async () => {
    const calls = [
      { operation: LIST, input: {} },
      { operation: GET, input: { Id: 'none' } },
    ];
    const two = finding({ calls, outcomes: ['200', '200'], wanted });
    const answer = ({ operation }: Call) => (operation === LIST ? REFUSED : FINE);
    expect(await again(two, 'unseen', answer)).toEqual(['CANNOT TELL', 'nothing to see']);
    expect((await again(two, 'unseen', () => FINE))[0]).toBe('STILL FAILS');
  });
});

test('nothing is told where the decisive call could not be sent, even if the last answer looks the same', async () => {
  const two = finding({
    operation: GET,
    calls: [
      { operation: CREATE, input: {} },
      { operation: GET, input: { Id: 'id-of-then' } },
    ],
    bindings: [{ text: 'id-of-then', call: 0, path: ['ContinuousDeploymentPolicy', 'Id'] }],
    outcomes: ['201', '400 InvalidArgument'],
  });
  expect(await again(two, 'holds', () => REFUSED)).toEqual(['CANNOT TELL', 'call 1 did not return what call 2 needs']);
});

describe('where all calls come to what they came to then', () => {
  const same = (more: Partial<Reproducer> = {}): Reproducer => {
    const one = finding(more);
    return { ...one, answer: answerDigest(FINE, one.calls, []) };
  };

  test('and the rule is still broken, it fails still, for what is wrong now', async () => {
    expect(await again(same(), 'broken', () => FINE)).toEqual(['STILL FAILS', 'a birch']);
  });

  test('and the rule holds, it is fixed', async () => {
    expect((await again(same(), 'holds', () => FINE))[0]).toBe('FIXED');
  });

  test('and the rule holds for other random cases, nothing is told', async () => {
    expect(await again(same({ phase: 'random' }), 'holds', () => FINE)).toEqual([
      'CANNOT TELL',
      '200, as before, but the rule holds when it is judged again',
    ]);
  });

  test('and the rule cannot be judged, it fails still', async () => {
    expect(await again(same(), 'unseen', () => FINE)).toEqual(['STILL FAILS', '200, as before']);
  });

  test('but the answer is another one, a rule that cannot be judged tells nothing', async () => {
    expect(await again({ ...same(), answer: 'other' }, 'unseen', () => FINE)).toEqual([
      'CANNOT TELL',
      'nothing to see',
    ]);
  });
});

test('calls that were too long to keep are judged by the rule as a whole', async () => {
  expect((await again(finding({ calls: [], outcomes: [] }), 'holds', () => FINE))[0]).toBe('FIXED');
  expect((await again(finding({ calls: [], outcomes: [] }), 'broken', () => FINE))[0]).toBe('STILL FAILS');
});

test('a fault of our own while the rule is judged is no verdict', async () => {
  const target = { name: 'orchard', wire: true, call: async () => FINE, close: async () => {} };
  const check = async () => {
    throw new TypeError('a bug');
  };
  const rules = { answer: [], active: [activeRule('Tree.grows', check)] };
  const options = { contract, target, rules, names: () => () => 'name' };
  await expect(reproduceAlone(options, finding({ calls: [], outcomes: [] }))).rejects.toThrow('a bug');
});
