import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { JsonObject } from '../core/json.ts';
import { compile } from '../schema/validate.ts';
import { outcomeReader } from '../wire/outcome.ts';
import { answers } from './answers.ts';

const contract = loadContract();
const read = outcomeReader(contract);
const request = { method: 'GET', path: '/', headers: {}, body: new Uint8Array(0) };

describe.each(Object.keys(contract.operations))('answers of %s', (name) => {
  const { status, output, errors } = contract.operations[name]!;

  test('a success is read back unchanged, and is valid', () => {
    const valid = output === null ? () => true : compile(contract, output);
    fc.assert(
      fc.property(answers(contract, name), (answer) => {
        const outcome = read(name, request, answer.response, 0);
        if (answer.kind === 'error') {
          expect(outcome).toMatchObject({
            kind: 'refused',
            status: contract.errors[answer.code]!.status,
            error: { code: answer.code },
          });
        } else {
          expect(outcome).toMatchObject({ kind: 'response', status, output: answer.output });
          expect(valid(answer.output)).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('every documented error comes', () => {
    const drawn = fc.sample(answers(contract, name), { numRuns: 16 * (1 + errors.length), seed: 1 });
    expect(new Set(drawn.flatMap((answer) => (answer.kind === 'error' ? [answer.code] : [])))).toEqual(new Set(errors));
  });
});

test('the numbers of a listing fit its items', () => {
  fc.assert(
    fc.property(answers(contract, 'ListContinuousDeploymentPolicies'), (answer) => {
      if (answer.kind === 'error') return;
      const list = answer.output.ContinuousDeploymentPolicyList as JsonObject & { Items?: unknown[] };
      expect(list.Quantity).toBeGreaterThanOrEqual(list.Items?.length ?? 0);
      expect(list.MaxItems).toBeGreaterThanOrEqual(list.Items?.length ?? 0);
    }),
  );
});
