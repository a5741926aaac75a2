import { expect, test } from 'vitest';
import type { Contract, Schema } from '../core/contract.ts';
import { contractDifferences } from './contract-diff.ts';

test('a contract does not differ from itself, nor by its citations', () => {
  const cited = contract({ maximum: 9, basis: { maximum: { evidence: 'documented', citations: [] } } });
  expect(contractDifferences(contract({ maximum: 9 }), cited)).toEqual([]);
});

test.each<[Schema, Schema, string, string]>([
  [{}, { maximum: 9 }, 'added', 'Tower.Height.maximum'],
  [{ maximum: 9 }, {}, 'removed', 'Tower.Height.maximum'],
  [{ maximum: 9 }, { maximum: 8 }, 'changed', 'Tower.Height.maximum'],
  [{ items: { pattern: 'a' } }, { items: { pattern: 'b' } }, 'changed', 'Tower.Height[].pattern'],
  [{ supported: { decimals: 2 } }, {}, 'removed', 'Tower.Height.supported.decimals'],
])('%o and %o differ in one rule', (before, after, change, id) => {
  expect(contractDifferences(contract(before), contract(after))).toMatchObject([{ change, id }]);
});

test('a member that becomes required and an error that goes are rules too', () => {
  const before = contract({}, [], ['TooHigh']);
  expect(contractDifferences(before, contract({}, ['Height'], []))).toEqual([
    { change: 'removed', id: 'Build.errors.TooHigh', old: 'true' },
    { change: 'added', id: 'Tower.Height.required', new: 'true' },
  ]);
});

function contract(height: Schema, required: string[] = [], errors: string[] = []): Contract {
  return {
    operations: { Build: { name: 'Build', errors } },
    errors: {},
    resources: {},
    $defs: { Tower: { type: 'object', properties: { Height: height }, required } },
  } as unknown as Contract;
}
