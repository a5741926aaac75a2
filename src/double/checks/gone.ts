import { configInput, configMember, configSent, operationOf, resourceOf, verbOf } from '../../contracts/resource.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt, withValueAt } from '../../core/path.ts';
import { addressed, type Book, type Thing } from '../book.ts';
import { callText } from '../call-text.ts';
import { textOf } from '../turn.ts';
import { asked, type Demand, type Remark } from './check.ts';

const GONE: Demand = {
  id: 'workflow.not-after-delete',
  evidence: 'documented',
  demands: 'a request must not change or name a resource that the client has deleted',
  place: 'the path',
};

/** A write neither changes nor names a thing of whose deletion the wrapper was told. Deleting twice does no harm. */
export const gone = asked([GONE], ({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const { operation, input } = heard;
  const resource = resourceOf(contract, operation);
  const verb = verbOf(resource, operation);
  if (verb && verb !== 'create' && verb !== 'update') return [];
  const remarks: Remark[] = addressed(contract, book, operation, input)
    .filter((thing) => thing.gone === 'told')
    .map((thing) => ({ demand: GONE, found: `${thing.id}, which was deleted`, correct: madeAnew(thing, input) }));
  for (const { path, resource: kind, detach } of resource?.dependsOn ?? []) {
    const place = [configMember(resource!), ...path];
    const name = textOf(valueAt(input, place));
    const thing = deletedUnder(book, kind, name);
    if (!thing) continue;
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
function deletedUnder(book: Book, kind: string, name: string): Thing | undefined {
  const named = [...book.values()].filter(({ resource, names }) => resource.name === kind && names.has(name));
  return named.every(({ gone }) => gone === 'told') ? named[0] : undefined;
}

/** What makes a deleted thing anew, with the configuration that was meant for it. */
function madeAnew({ resource }: Thing, input: JsonObject): string {
  const create = operationOf(resource, 'create');
  const config = configSent(resource, input);
  return config === undefined ? `${create} first` : callText(create, configInput(resource, config));
}
