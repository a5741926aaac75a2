import { configPath, configSent, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource, Schema } from '../../core/contract.ts';
import type { Difference } from '../../core/difference.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import type { AnswerRule } from '../../core/rule.ts';
import { keywordOf } from '../../schema/keywords/index.ts';
import { resolve, type Site } from '../../schema/site.ts';
import { compile, type ErrorObject, roundsToBound, type ValidateFunction } from '../../schema/validate.ts';
import { answerDifference } from '../differences.ts';

/** Of the keywords, those that say what a response is made of. */
const FORM = new Set(['type', 'required']);

/** Those that say which value a member may have. Enumerations are left out: the service goes on to add values to them. */
const VALUES = new Set<string>([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'atMost',
  'atLeast',
  'prefix',
  'notPrefix',
  'minLength',
  'maxLength',
]);

/** The response to a supported request has the documented members, of the documented types and within the documented constraints. */
export function matchesSchema(contract: Contract): AnswerRule {
  const validators = new Map<string, ValidateFunction>();
  const writes = writesOf(contract);
  const bodiless = bodilessOf(contract);
  return {
    kind: 'answer',
    id: 'answer.matches-schema',
    evidence: 'documented',
    demands:
      'the response to a supported request must have the documented members and types, and no value that a documented constraint excludes',
    citations: Object.values(contract.operations).flatMap(({ basis }) => basis.citations),
    operations: Object.values(contract.operations).flatMap(({ name, output }) => (output === null ? [] : [name])),
    judge({ operation, input }, outcome, classification) {
      const shape = contract.operations[operation]!.output;
      if (outcome.kind !== 'response' || shape === null) return undefined;
      // Whatever a query asks for, a response that is a success has the documented types.
      const supported = classification.answer === 'supported';
      if (!supported && !bodiless.has(operation)) return undefined;
      let validate = validators.get(operation);
      if (!validate) validators.set(operation, (validate = compile(contract, shape)));
      validate(outcome.output);
      const errors = validate.errors ?? [];
      const error =
        errors.find(({ keyword }) => FORM.has(keyword)) ??
        (supported ? excludedIn(contract, shape, errors, input, writes.get(operation)) : undefined);
      if (!error) return 'holds';
      const wrong = errors.filter(({ keyword }) => FORM.has(keyword));
      const differences = (wrong.length > 0 ? wrong : [error]).map((one) =>
        differenceOf(contract, operation, outcome.output, one),
      );
      return { ...told(outcome.output, shape, error), differences };
    },
  };
}

/** By their names, the operations whose responses repeat the configuration that was sent, and the kind of resource. */
function writesOf({ resources }: Contract): Map<string, Resource> {
  return new Map(
    Object.values(resources)
      .filter(({ minimal }) => minimal === undefined)
      .flatMap((resource) =>
        [operationOf(resource, 'create'), operationOf(resource, 'update')].map((name) => [name, resource] as const),
      ),
  );
}

/** The operations whose requests have no body. */
function bodilessOf({ operations, $defs }: Contract): Set<string> {
  const found = Object.values(operations).filter(({ input }) =>
    Object.values($defs[input]?.properties ?? {}).every(({ binding }) => binding && !('payload' in binding)),
  );
  return new Set(found.map(({ name }) => name));
}

/**
 * A value in the response to a write that a documented constraint excludes, of a member that was not sent: what was sent is a
 * matter of the rules on round trips, and what others read may be older than the constraint.
 */
function excludedIn(
  contract: Contract,
  shape: string,
  errors: ErrorObject[],
  input: JsonObject,
  resource: Resource | undefined,
): ErrorObject | undefined {
  if (!resource) return undefined;
  return errors.find((error) => {
    const path = pathOf(error.instancePath);
    const isSent = valueAt(configSent(resource, input), path.slice(configPath(resource).length)) !== undefined;
    return !isSent && isExcluded(contract, shape, error);
  });
}

/** Whether a documented constraint excludes a value. An optional member that is empty is as good as absent. */
function isExcluded(contract: Contract, shape: string, error: ErrorObject): boolean {
  const { keyword, instancePath, data, parentSchema } = error;
  if (!VALUES.has(keyword) || roundsToBound(error)) return false;
  const node = parentSchema as Schema;
  if (node.basis?.[keyword]?.evidence !== 'documented') return false;
  const path = pathOf(instancePath);
  return data !== '' || ownerOf(contract, shape, path).required?.includes(path.at(-1)!) === true;
}

/** The schema of the structure that holds a place. */
function ownerOf(contract: Contract, shape: string, path: readonly string[]): Schema {
  let node = contract.$defs[shape] ?? {};
  for (const key of path.slice(0, -1)) {
    const inner = node.type === 'array' ? node.items : node.properties?.[key];
    node = resolve(contract, inner ?? {});
  }
  return node;
}

/** The member that is missing or has a value that it may not have. */
function differenceOf(contract: Contract, operation: string, output: JsonObject, error: ErrorObject): Difference {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'required')
    return answerDifference(contract, 'loses', operation, [...path, String(error.params.missingProperty)], {});
  return answerDifference(contract, 'changes', operation, path, { observed: valueAt(output, path) });
}

/** Says which member is missing, is of another type, or breaks which constraint. */
function told(output: JsonObject, shape: string, error: ErrorObject): { expected: string; actual: string } {
  const { keyword, instancePath, params, schema } = error;
  const path = pathOf(instancePath);
  const place = path.join('.');
  if (keyword === 'required') {
    const member = String(params.missingProperty);
    const inside = place === '' ? shape : place;
    return { expected: `${inside} with ${member}, which is required`, actual: `${inside} has no ${member}` };
  }
  const member = place === '' ? shape : place;
  const demand = keywordOf(keyword).demand?.(schema, { member } as Site) ?? `${member} as documented`;
  return { expected: demand, actual: `${path.at(-1) ?? shape} is ${shown(valueAt(output, path))}` };
}

const pathOf = (pointer: string): string[] => pointer.split('/').slice(1);

function shown(value: Json | undefined): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'a structure' : JSON.stringify(value);
}
