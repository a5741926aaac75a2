import { configInput, operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { bindNames } from '../../schema/bind.ts';

/** The names of other resources in a configuration, and its values that may be used once. */
export function namesIn(contract: Contract, resource: Resource, sent: JsonObject): string[] {
  const names = new Set<string>();
  const { input } = contract.operations[operationOf(resource, 'create')]!;
  bindNames(
    contract,
    input,
    configInput(resource, sent),
    (_, value) => {
      names.add(value);
      return value;
    },
    { anyForm: true },
  );
  for (const { path } of resource.unique ?? []) {
    const value = valueAt(sent, path);
    if (typeof value === 'string' && value !== '') names.add(value);
  }
  return [...names].sort();
}
