import { operationOf, withoutOperations } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { TestContext } from '../core/test-context.ts';

/** A resource without the operations that the target lacks and that rules can do without: reading its configuration alone, and listing. */
export function present(lane: Pick<TestContext, 'absent'>, resource: Resource): Resource {
  const readConfig = operationOf(resource, 'readConfig');
  const list = operationOf(resource, 'list');
  const lacks = { readConfig: isAbsent(lane, readConfig), list: isAbsent(lane, list) };
  if (!lacks.readConfig && !lacks.list) return resource;
  const known = kept.get(resource) ?? new Map<string, Resource>();
  kept.set(resource, known);
  const key = JSON.stringify(lacks);
  const found = known.get(key) ?? withoutOperations(resource, lacks);
  known.set(key, found);
  return found;
}

/** The same object each time, for data remembered about a resource. */
const kept = new WeakMap<Resource, Map<string, Resource>>();

const isAbsent = ({ absent }: Pick<TestContext, 'absent'>, operation: string | undefined): boolean =>
  operation !== undefined && absent(operation);
