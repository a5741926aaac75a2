import type { Resource } from '../core/contract.ts';
import type { TestContext } from '../core/test-context.ts';

/** A resource without the operations that the target lacks and that rules can do without: reading its configuration alone, and listing. */
export function present(lane: Pick<TestContext, 'absent'>, resource: Resource): Resource {
  const { readConfig, list } = resource.operations;
  const lacks = { readConfig: isAbsent(lane, readConfig), list: isAbsent(lane, list) };
  if (!lacks.readConfig && !lacks.list) return resource;
  const known = kept.get(resource) ?? new Map<string, Resource>();
  kept.set(resource, known);
  const key = JSON.stringify(lacks);
  const found = known.get(key) ?? without(resource, lacks);
  known.set(key, found);
  return found;
}

/** The same object each time, for what is remembered of a resource. */
const kept = new WeakMap<Resource, Map<string, Resource>>();

const isAbsent = ({ absent }: Pick<TestContext, 'absent'>, operation: string | undefined): boolean =>
  operation !== undefined && absent(operation);

function without(resource: Resource, lacks: { readConfig: boolean; list: boolean }): Resource {
  const { readConfig, list, ...operations } = resource.operations;
  return {
    ...resource,
    operations: {
      ...operations,
      ...(readConfig === undefined || lacks.readConfig ? {} : { readConfig }),
      ...(list === undefined || lacks.list ? {} : { list }),
    },
  };
}
