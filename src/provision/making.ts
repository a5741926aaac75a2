import { configInput, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { valueAt, withValueAt } from '../core/path.ts';
import type { Target } from '../core/target.ts';

/** The kind of resource that others name, and where its name stands in what its create answers. */
export interface Named {
  resource: Resource;
  name: readonly (string | number)[];
}

/** The kinds that some other resource can only be created with a name of. */
export function namedKinds(contract: Contract): Named[] {
  return Object.values(contract.resources).flatMap(({ dependsOn = [] }) =>
    dependsOn
      .filter(({ detach }) => detach === undefined)
      .map((one) => ({ resource: contract.resources[one.resource]!, name: one.member })),
  );
}

/** Creates resources of a kind through a target, each with values of its own where they must be unique. */
export function maker(
  { resource, name }: Named,
  target: Target,
  token: string,
): () => Promise<{ name?: string; outcome: Outcome }> {
  let count = 0;
  return async () => {
    const mark = `${token}-${++count}`;
    const config = (resource.unique ?? []).reduce<Json>(
      (left, { path }) => withValueAt(left, path, mark),
      resource.minimal ?? {},
    );
    const outcome = await target.call({
      operation: operationOf(resource, 'create'),
      input: configInput(resource, config),
    });
    const found = outcome.kind === 'response' ? valueAt(outcome.output, name) : undefined;
    return typeof found === 'string' ? { name: found, outcome } : { outcome };
  };
}
