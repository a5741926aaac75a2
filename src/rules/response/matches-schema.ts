import type { Contract } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { compile, type ValidateFunction } from '../../schema/validate.ts';

/** Of the keywords, those that say what an answer is made of. Bounds are said of requests. */
const FORM = new Set(['type', 'required']);

/** The answer to a supported request has the documented members, of the documented types. */
export function matchesSchema(contract: Contract): AnswerRule {
  const validators = new Map<string, ValidateFunction>();
  return {
    id: 'answer.matches-schema',
    evidence: 'documented',
    demands: 'the answer to a supported request has the documented members and types',
    citations: Object.values(contract.operations).flatMap(({ basis }) => basis.citations),
    operations: Object.values(contract.operations).flatMap(({ name, output }) => (output === null ? [] : [name])),
    judge({ operation }, outcome, certificate) {
      const shape = contract.operations[operation]!.output;
      if (outcome.kind !== 'response' || shape === null || certificate.answer !== 'supported') return undefined;
      let validate = validators.get(operation);
      if (!validate) validators.set(operation, (validate = compile(contract, shape)));
      validate(outcome.output);
      const error = validate.errors?.find(({ keyword }) => FORM.has(keyword));
      if (!error) return 'holds';
      const place = error.instancePath === '' ? shape : error.instancePath.slice(1).replaceAll('/', '.');
      return {
        expected: `an answer as ${shape} documents it`,
        actual: `${place} ${error.message ?? ''}${shown(outcome.output, error.instancePath)}`,
      };
    },
  };
}

function shown(output: JsonObject, pointer = ''): string {
  const value = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], output);
  return value === null || typeof value === 'object' ? '' : `, got ${JSON.stringify(value)}`;
}
