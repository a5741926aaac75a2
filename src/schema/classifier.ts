import type { Ambiguity, Classification, ConstraintViolation } from '../core/classification.ts';
import type { Contract, Operation, Schema } from '../core/contract.ts';
import type { JsonObject, Path } from '../core/json.ts';
import { normalise } from './normalise.ts';
import { compile, type ErrorObject, roundsToBound, type ValidateFunction } from './validate.ts';

/** Says what the documentation makes of a request (DESIGN: validity is computed from the request). */
export type Classifier = (operation: string, input: JsonObject) => Classification;

export interface ClassifierOptions {
  /** Also says what is open in a request that is broken anyway. */
  complete?: boolean;
  /** Whether a value is known to name a resource, so that its form doesn't matter. */
  known?: (name: string) => boolean;
}

/**
 * The certificate function of a contract. Compiles an operation when it is first asked for; throws for an unknown one.
 */
export function createClassifier(
  contract: Contract,
  { complete = false, known = () => false }: ClassifierOptions = {},
): Classifier {
  const places = placesOf(contract);
  const validators = new Map<string, { demanded: ValidateFunction; supported: ValidateFunction }>();
  return (name, input) => {
    const operation: Operation | undefined = contract.operations[name];
    if (!operation) throw new Error(`the contract has no operation ${name}`);
    let pair = validators.get(name);
    if (!pair) {
      pair = {
        demanded: compile(contract, operation.input),
        supported: compile(contract, operation.input, { supported: true }),
      };
      validators.set(name, pair);
    }
    const open: Ambiguity[] = [];
    const meant = normalise(contract, operation.input, input, open);
    const broken: ConstraintViolation[] = [];
    if (!pair.demanded(meant)) {
      for (const error of pair.demanded.errors ?? []) sort(places, error, broken, open);
    }
    if ((complete || broken.length === 0) && !pair.supported(meant)) {
      for (const error of pair.supported.errors ?? []) {
        const reason = ruleOf(places, error);
        const named = error.parentSchema?.names !== undefined && typeof error.data === 'string' && known(error.data);
        if (reason.includes('.supported.') && !named) open.push({ reason, path: pathOf(error) });
      }
    }
    return { answer: broken.length > 0 ? 'broken' : open.length > 0 ? 'open' : 'supported', broken, open };
  };
}

/** Puts an error of ajv where it belongs. A float that rounds to its bound in 32 bits, the documented type, is open. */
function sort(
  places: Map<unknown, string>,
  error: ErrorObject,
  broken: ConstraintViolation[],
  open: Ambiguity[],
): void {
  const entry = { rule: ruleOf(places, error), path: pathOf(error) };
  const node = error.parentSchema as Schema | undefined;
  if (roundsToBound(error)) {
    open.push({ reason: `${entry.rule}.rounds-to-bound`, path: entry.path });
  } else if (error.keyword === 'enum' && typeof error.data === 'string' && node?.enum?.includes(error.data.trim())) {
    open.push({ reason: `${entry.rule}.surrounding-blanks`, path: entry.path });
  } else broken.push(entry);
}

/** `Shape.Member` of every node of a contract, `Shape.Member.supported` of its practice. */
function placesOf(contract: Contract): Map<unknown, string> {
  const places = new Map<unknown, string>();
  const visit = (node: Schema, place: string): void => {
    places.set(node, place);
    if (node.supported) visit(node.supported, `${place}.supported`);
    if (node.items) visit(node.items, `${place}.items`);
    for (const [member, inner] of Object.entries(node.properties ?? {})) visit(inner, `${place}.${member}`);
  };
  for (const [shape, node] of Object.entries(contract.$defs)) visit(node, shape);
  return places;
}

/** `Shape.Member.keyword` of an error. A missing member is named by the member, a choice by the member that chooses. */
function ruleOf(places: Map<unknown, string>, error: ErrorObject): string {
  const parent = error.parentSchema ?? NONE;
  const missing: unknown = error.params.missingProperty;
  const key = missing === undefined ? error.keyword : `${error.keyword} ${missing}`;
  let known = rules.get(parent);
  if (!known) rules.set(parent, (known = new Map()));
  let rule = known.get(key);
  if (rule === undefined) known.set(key, (rule = makeRule(places, error)));
  return rule;
}

/** Every node belongs to one contract, and an error names the same rule whenever it comes. */
const rules = new WeakMap<object, Map<string, string>>();
const NONE = {};

function makeRule(places: Map<unknown, string>, error: ErrorObject): string {
  const place = places.get(error.parentSchema) ?? '';
  const member: unknown =
    error.params.missingProperty ??
    (error.keyword === 'selects' ? (error.parentSchema as Schema).selects?.by : undefined);
  if (member === undefined) return `${place}.${error.keyword}`;
  const [shape = '', ...inside] = place.split('.');
  return [shape, String(member), ...inside, error.keyword].join('.');
}

/** The place in the input: where it is, or would be for a missing member. */
function pathOf({ instancePath, params }: ErrorObject): Path {
  const path = paths.get(instancePath) ?? pathFrom(instancePath);
  if (paths.size < PATHS) paths.set(instancePath, path);
  return params.missingProperty === undefined ? path : [...path, String(params.missingProperty)];
}

function pathFrom(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}

/** Paths that were made before, of which there are few unless lists are long. */
const paths = new Map<string, Path>();
const PATHS = 1_000;
