import { configMember, configSent, etagMember, idMember, operationOf, resourceOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { minimalExample } from '../schema/arbitrary.ts';
import { type CaseStep, type FuzzCase, isReference } from './case.ts';
import { put } from './mutations/values.ts';
import { createStep, idOf } from './steps.ts';

/** Cases like this one with less in one of their calls, the last call first. */
export function* simplerCases(contract: Contract, one: FuzzCase): Generator<FuzzCase> {
  for (let at = one.steps.length - 1; at >= 0; at--)
    for (const step of simplerSteps(contract, one.steps[at]!))
      yield { steps: one.steps.map((other, index) => (index === at ? step : other)) };
}

function* simplerSteps(contract: Contract, step: CaseStep): Generator<CaseStep> {
  const resource = resourceOf(contract, step.operation);
  if (step.edit) yield withoutEdit(step);
  if (!resource) return;
  yield* plainlyAddressed(resource, step);
  const config = configSent(resource, step.input);
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return;
  for (const base of bases(contract, resource, config)) {
    if (size(base) < size(config)) yield withConfig(step, resource, base);
    for (const path of leavesOf(config, [])) {
      const plain = valueAt(base, path);
      const held = valueAt(config, path);
      if (JSON.stringify(plain) !== JSON.stringify(held))
        yield withConfig(step, resource, put(config, path, plain) as JsonObject);
    }
  }
  for (const path of leavesOf(config, [])) {
    const held = valueAt(config, path);
    if (typeof held !== 'string' || held.length < 8) continue;
    const half = Math.ceil(held.length / 2);
    for (const less of [held.slice(0, half), held.slice(half), held.slice(0, -1)])
      yield withConfig(step, resource, put(config, path, less) as JsonObject);
  }
}

const withoutEdit = ({ edit: _, ...step }: CaseStep): CaseStep => step;

function* plainlyAddressed(resource: Resource, step: CaseStep): Generator<CaseStep> {
  for (const [member, part] of [
    [idMember(resource), 'id'],
    [etagMember(resource), 'etag'],
  ] as const) {
    const held = step.input[member];
    if (held === undefined || (isReference(held) && held.$part === part && !('$as' in held))) continue;
    const slot = isReference(held) && '$slot' in held ? Number(held.$slot) : 0;
    yield { ...step, input: { ...step.input, [member]: part === 'id' ? idOf(slot) : { $slot: slot, $part: 'etag' } } };
  }
}

/** The smallest configuration of all, and the smallest that has the structures of this one. */
function bases(contract: Contract, resource: Resource, config: JsonObject): JsonObject[] {
  const { input } = contract.operations[operationOf(resource, 'create')]!;
  const deepest = leavesOf(config, []).sort((a, b) => b.length - a.length)[0] ?? [];
  const inputs = [minimalExample(contract, input), smallestWith(contract, input, [configMember(resource), ...deepest])];
  return inputs.map((one) => {
    const own = configSent(resource, one) as JsonObject;
    return withReferencesOf(configSent(resource, createStep(contract, resource, 0, own).input) as JsonObject, config);
  });
}

function smallestWith(contract: Contract, shape: string, path: Path): JsonObject {
  try {
    return minimalExample(contract, shape, path);
  } catch {
    return minimalExample(contract, shape);
  }
}

/** A configuration that names what the other one names. */
function withReferencesOf(base: JsonObject, config: JsonObject): JsonObject {
  return leavesOf(base, []).reduce((made, path) => {
    const own = valueAt(config, path);
    return isReference(valueAt(base, path)) && own !== undefined ? (put(made, path, own) as JsonObject) : made;
  }, base);
}

const withConfig = (step: CaseStep, resource: Resource, value: JsonObject): CaseStep => ({
  ...step,
  input: { ...step.input, [configMember(resource)]: value },
});

const size = (value: Json): number => JSON.stringify(value).length;

function leavesOf(value: Json | undefined, path: Path): Path[] {
  if (typeof value !== 'object' || value === null || isReference(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  return Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : leavesOf(inner, [...path, key])));
}
