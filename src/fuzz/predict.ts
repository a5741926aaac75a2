import { etagMember, operationOf } from '../contracts/resource.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { nameForm } from '../schema/names.ts';
import { wireTyped } from '../schema/wire-typed.ts';
import { type CaseStep, isReference } from './case.ts';
import { resourceOf, slotOf, type Workshop } from './workshop.ts';

/** Whether the documentation demands that a step be refused: for what it sends, or because what it names is not there. */
export function isPredictedRefused(
  workshop: Workshop,
  { slots }: { slots: ReadonlyMap<number, unknown> },
  step: CaseStep,
): boolean {
  const resource = resourceOf(workshop, step);
  const [create, list] = [operationOf(resource, 'create'), operationOf(resource, 'list')];
  if (step.operation === list) return false;
  if (step.operation !== create && !slots.has(slotOf(resource, step))) return true;
  const version = step.input[etagMember(resource)];
  if (isReference(version) && (version.$part !== 'etag' || '$as' in version)) return true;
  return isBroken(workshop, step);
}

/** Whether a step breaks a documented constraint by itself. */
export function isBroken(workshop: Workshop, step: CaseStep): boolean {
  let known = answers.get(step);
  if (known === undefined) {
    const input = wireTyped(workshop.contract, step.operation, filled(workshop, step.input) as JsonObject);
    known = workshop.classify(step.operation, input).answer === 'broken';
    answers.set(step, known);
  }
  return known;
}

const answers = new WeakMap<CaseStep, boolean>();

/** An input with something of the right form in the place of each reference. */
function filled(workshop: Workshop, value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => filled(workshop, item));
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (isReference(value)) return '$name' in value ? nameOf(workshop, String(value.$name)) : 'E1';
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, filled(workshop, inner)]])),
  );
}

const nameOf = ({ contract }: Workshop, kind: string): string => {
  let name = names.get(kind);
  if (name === undefined) names.set(kind, (name = nameForm(contract, kind)?.example ?? 'a'));
  return name;
};

const names = new Map<string, string>();
