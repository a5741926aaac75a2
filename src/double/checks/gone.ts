import { configInput, configMember, configSent, operationOf, resourceOf, verbOf } from '../../contracts/resource.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import { callText } from '../call-text.ts';
import { addressed, type KnownResource, type ResourceRegistry } from '../resource-registry.ts';
import { textOf } from '../turn.ts';
import { asked, type Demand, type Remark } from './check.ts';

const GONE: Demand = {
  id: 'workflow.not-after-delete',
  evidence: 'documented',
  demands: 'a request must not change or name a resource that the client has deleted',
  place: 'the path',
};

/** A write neither changes nor names a thing of whose deletion the wrapper was told. Deleting twice does no harm. */
export const gone = asked([GONE], ({ parsed }, { contract, registry }) => {
  if ('problem' in parsed) return [];
  const { operation, input } = parsed;
  const resource = resourceOf(contract, operation);
  const verb = verbOf(resource, operation);
  if (verb && verb !== 'create' && verb !== 'update') return [];
  const remarks: Remark[] = addressed(contract, registry, operation, input)
    .filter((known) => known.gone === 'told')
    .map((known) => ({ demand: GONE, found: `${known.id}, which was deleted`, correct: madeAnew(known, input) }));
  for (const { path, resource: kind, detach } of resource?.dependsOn ?? []) {
    const place = [configMember(resource!), ...path];
    const name = textOf(valueAt(input, place));
    const known = deletedUnder(registry, kind, name);
    if (!known) continue;
    const other = withValueAt(input, place, detach ?? `<another ${kind}>`) as JsonObject;
    remarks.push({
      demand: GONE,
      found: `${name}, which was deleted`,
      path: place,
      correct: callText(operation, other),
    });
  }
  return remarks;
});

/** A thing of which the wrapper was told that it is deleted, by any value that names it, unless another has taken its place. */
function deletedUnder(registry: ResourceRegistry, kind: string, name: string): KnownResource | undefined {
  const named = [...registry.values()].filter(({ resource, names }) => resource.name === kind && names.has(name));
  return named.every(({ gone }) => gone === 'told') ? named[0] : undefined;
}

/** What makes a deleted thing anew, with the configuration that was meant for it. */
function madeAnew({ resource }: KnownResource, input: JsonObject): string {
  const create = operationOf(resource, 'create');
  const config = configSent(resource, input);
  return config === undefined ? `${create} first` : callText(create, configInput(resource, config));
}
