import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Completed, linearization } from './linearizability.ts';
import { type RegisterCall, register } from './register.ts';

const START = { etag: 'E0', value: 'a' };
const read = (etag: string, value: string): RegisterCall => ({ kind: 'read', etag, value });
const write = (over: string, etag: string, value: string): RegisterCall => ({ kind: 'write', over, etag, value });
const remove = (over: string): RegisterCall => ({ kind: 'delete', over });
const missing: RegisterCall = { kind: 'missing' };

/** A history from lines such as `1-4`, the span of a call. */
function history(calls: Record<string, RegisterCall>): Completed<RegisterCall>[] {
  return Object.entries(calls).map(([span, operation]) => {
    const [from, to] = span.split('-').map(Number);
    return { from: from!, to: to!, operation };
  });
}

const orderOf = (calls: Record<string, RegisterCall>): string | undefined =>
  linearization(history(calls), register(START))
    ?.map(({ from, to }) => `${from}-${to}`)
    .join(' ');

describe('histories that one copy could have', () => {
  test.each<[string, Record<string, RegisterCall>, string]>([
    ['none at all', {}, ''],
    ['one after the other', { '1-2': write('E0', 'E1', 'b'), '3-4': read('E1', 'b') }, '1-2 3-4'],
    [
      'a read that began before the write sees the old',
      { '1-4': write('E0', 'E1', 'b'), '2-3': read('E0', 'a') },
      '2-3 1-4',
    ],
    [
      'a read that began before the write sees the new',
      { '2-3': read('E1', 'b'), '1-4': write('E0', 'E1', 'b') },
      '1-4 2-3',
    ],
    [
      'two writes at once, one over the other',
      { '1-4': write('E1', 'E2', 'c'), '2-3': write('E0', 'E1', 'b') },
      '2-3 1-4',
    ],
    ['a read and a delete at once', { '1-4': remove('E0'), '2-5': read('E0', 'a'), '6-7': missing }, '2-5 1-4 6-7'],
    ['not there while it is being deleted', { '1-4': remove('E0'), '2-3': missing }, '1-4 2-3'],
  ])('%s', (_, calls, order) => {
    expect(orderOf(calls)).toBe(order);
  });

  test('any calls done one at a time, however their spans are widened', () => {
    const calls = fc.array(fc.record({ kind: fc.constantFrom('read', 'write'), early: fc.nat(30), late: fc.nat(30) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(calls, (wanted) => {
        let state = START;
        const done = wanted.map(({ kind, early, late }, index): Completed<RegisterCall> => {
          const before = state;
          if (kind === 'write') state = { etag: `E${index + 1}`, value: `v${index}` };
          const operation =
            kind === 'read' ? read(state.etag, state.value) : write(before.etag, state.etag, state.value);
          return { from: index * 10 - early, to: index * 10 + 5 + late, operation };
        });
        expect(linearization(done, register(START))).toBeDefined();
      }),
    );
  });
});

describe('histories that no single copy could have', () => {
  test.each<[string, Record<string, RegisterCall>]>([
    ['a read of what was written over before it began', { '1-2': write('E0', 'E1', 'b'), '3-4': read('E0', 'a') }],
    ['a read of a value that was never written', { '1-2': read('E9', 'z') }],
    ['two writes over the same version', { '1-4': write('E0', 'E1', 'b'), '2-3': write('E0', 'E2', 'c') }],
    ['a write and a delete over the same version', { '1-4': write('E0', 'E1', 'b'), '2-3': remove('E0') }],
    ['two deletes', { '1-4': remove('E0'), '2-3': remove('E0') }],
    ['a version with the value of another', { '1-2': write('E0', 'E1', 'b'), '3-4': read('E1', 'a') }],
    ['new, then old again', { '1-9': write('E0', 'E1', 'b'), '2-3': read('E1', 'b'), '4-5': read('E0', 'a') }],
    ['read after it was deleted', { '1-2': remove('E0'), '3-4': read('E0', 'a') }],
    ['not there before it is deleted', { '1-2': missing, '3-4': remove('E0') }],
    [
      'a write lost under another',
      { '1-4': write('E0', 'E1', 'b'), '2-5': write('E0', 'E2', 'c'), '6-7': read('E2', 'c') },
    ],
  ])('%s', (_, calls) => {
    expect(orderOf(calls)).toBeUndefined();
  });

  test('any history in which a later read gives a version that was written over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.nat(), (writes, which) => {
        const old = which % (writes - 1);
        const done = Array.from({ length: writes }, (_, index) => ({
          from: index * 2,
          to: index * 2 + 1,
          operation: write(`E${index}`, `E${index + 1}`, `v${index + 1}`),
        }));
        const late = { from: 100, to: 101, operation: read(`E${old + 1}`, `v${old + 1}`) };
        expect(linearization([...done, late], register(START))).toBeUndefined();
      }),
    );
  });
});

test('a history of twenty calls at once is judged in no time', () => {
  const at = { from: 0, to: 100 };
  const calls = Array.from({ length: 20 }, (_, index) => ({
    ...at,
    operation: write(`E${index}`, `E${index + 1}`, 'v'),
  }));
  expect(linearization(calls.reverse(), register(START))).toHaveLength(20);
  expect(linearization([...calls, { ...at, operation: write('E0', 'E99', 'w') }], register(START))).toBeUndefined();
});
