import type { Arbitrary } from 'fast-check';
import { joinedContract } from '../contracts/contracts.ts';
import type { Classification } from '../core/classification.ts';
import type { Contract, Operation } from '../core/contract.ts';
import type { JsonObject } from '../core/json.ts';
import { arbitrary } from '../schema/arbitrary.ts';
import { violationArbitrary, violationCases } from '../schema/cases.ts';
import { type Classifier, createClassifier } from '../schema/classifier.ts';
import { constraints } from '../schema/constraints.ts';
import { keywordOf } from '../schema/keywords/index.ts';

/** A documented constraint on an operation's request, and how to break it. */
export interface ConstraintViolations {
  /** The rule that is broken: `Shape.Member.keyword`. */
  rule: string;
  /** What the rule demands, as a sentence. */
  demands: string;
  /** Requests that break it at its edge, nearest first. */
  cases: { name: string; request: JsonObject }[];
  /** Any request that breaks it and nothing that does not follow from it; undefined for a keyword that has none. */
  requests?: Arbitrary<JsonObject>;
}

let everything: Contract | undefined;

const known = (contract: Contract | undefined): Contract => contract ?? (everything ??= joinedContract());

function operationOf(contract: Contract, name: string): Operation {
  const found = contract.operations[name];
  if (!found)
    throw new Error(`the contract has no operation ${name}; there are ${Object.keys(contract.operations).join(', ')}`);
  return found;
}

/**
 * Requests of an operation that the documentation supports, in the shape that the AWS CLI and boto3 use. Names of other
 * resources in them are of the documented form and name nothing. Throws for an unknown operation.
 */
export function requests(operation: string, contract?: Contract): Arbitrary<JsonObject> {
  const built = known(contract);
  return arbitrary(built, operationOf(built, operation).input);
}

/** Every documented constraint on an operation's request, with requests that break it. Throws for an unknown operation. */
export function violations(operation: string, contract?: Contract): ConstraintViolations[] {
  const built = known(contract);
  const { input } = operationOf(built, operation);
  return constraints(built, input).map((constraint) => {
    const any = violationArbitrary(built, input, constraint)?.map((one) => one.input);
    return {
      rule: constraint.id,
      demands: keywordOf(constraint.keyword).demand?.(constraint.value, constraint.site) ?? constraint.id,
      cases: violationCases(built, input, constraint).map(({ name, input: request }) => ({ name, request })),
      ...(any ? { requests: any } : {}),
    };
  });
}

const judges = new WeakMap<Contract, Classifier>();

/**
 * What the documentation makes of a request: broken, open or supported, and which rules say so. Sends nothing. Throws for an
 * unknown operation.
 */
export function judge(operation: string, request: JsonObject, contract?: Contract): Classification {
  const built = known(contract);
  operationOf(built, operation);
  let made = judges.get(built);
  if (!made) judges.set(built, (made = createClassifier(built, { complete: true })));
  return made(operation, request);
}
