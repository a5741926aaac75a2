import { at } from '../../schema/places.ts';
import { addressed, ownResource } from '../book.ts';
import { textOf } from '../turn.ts';
import { asked, type Demand, type Remark } from './check.ts';

const GONE: Demand = {
  id: 'workflow.not-after-delete',
  evidence: 'documented',
  demands: 'nothing is written to, or made to use, what the wrapper has deleted',
  place: 'the path',
};

/** A write neither changes nor names a thing of whose deletion the wrapper was told. Deleting twice does no harm. */
export const gone = asked(({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const { operation, input } = heard;
  const resource = ownResource(contract, operation);
  if (resource && ![resource.operations.create, resource.operations.update].includes(operation)) return [];
  const remarks: Remark[] = addressed(contract, book, operation, input)
    .filter((thing) => thing.gone === 'told')
    .map(({ id }) => ({ demand: GONE, found: `${id} is deleted` }));
  for (const { path, resource: kind } of resource?.dependsOn ?? []) {
    const place = [resource!.config.input, ...path];
    const thing = book.get(`${kind} ${textOf(at(input, place))}`);
    if (thing?.gone === 'told') remarks.push({ demand: GONE, found: `${thing.id} is deleted`, path: place });
  }
  return remarks;
});
