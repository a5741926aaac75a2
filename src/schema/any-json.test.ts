import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { minimalExample } from './arbitrary.ts';
import { createClassifier } from './classifier.ts';

const contract = loadContract();
const ODD: Json[] = [null, [], {}, [null], 0, -1, '', 'x', true, [[]], { a: null }];

/** The value with one place after the other replaced. */
function* changed(value: Json | undefined, by: Json): Generator<Json> {
  yield by;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    for (const inner of changed((value as JsonObject)[key], by)) {
      const copy = structuredClone(value) as JsonObject;
      copy[key] = inner;
      yield copy;
    }
  }
}

test('any JSON whatever has a certificate', () => {
  const judge = createClassifier(contract, { complete: true });
  const failed: string[] = [];
  for (const { name, input } of Object.values(contract.operations)) {
    const whole = minimalExample(contract, input) as JsonObject;
    for (const by of ODD)
      for (const request of changed(whole, by)) {
        if (typeof request !== 'object' || request === null || Array.isArray(request)) continue;
        try {
          judge(name, request as JsonObject);
        } catch (error) {
          failed.push(
            `${name} ${JSON.stringify(request).slice(0, 200)}: ${String((error as Error).stack).slice(0, 300)}`,
          );
        }
      }
  }
  expect(failed.slice(0, 3)).toEqual([]);
});
