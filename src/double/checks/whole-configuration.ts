import { configMember, operationOf, resourceOf, verbOf } from '../../contracts/resource.ts';
import type { Path } from '../../core/json.ts';
import { leftOut } from '../left-out.ts';
import { addressed } from '../resource-registry.ts';
import { asked, type Demand, type Remark } from './check.ts';

const WHOLE: Demand = {
  id: 'request.whole-configuration',
  evidence: 'documented',
  demands: 'an update must contain the whole configuration, including what it does not change',
  place: 'the body',
  says: ({ resources }) => Object.values(resources).map((resource) => operationOf(resource, 'update')),
};

/**
 * An update does not leave out what the configuration needs and has. What could be left out on purpose, because the
 * rest is supported without it, is open.
 */
export const wholeConfiguration = asked([WHOLE], ({ parsed, certificate: classification }, { contract, registry }) => {
  if ('problem' in parsed || !classification) return [];
  const { operation, input } = parsed;
  const resource = resourceOf(contract, operation);
  if (!resource || verbOf(resource, operation) !== 'update') return [];
  const [known] = addressed(contract, registry, operation, input);
  const root = configMember(resource);
  if (!known?.config || input[root] === undefined) return [];
  const left = leftOut(known.config, input[root], [root]);
  const needed = [
    ...classification.broken.map(({ rule, path }) => ({ id: rule, path })),
    ...classification.open.map(({ reason, path }) => ({ id: reason, path })),
  ];
  return left.map((path): Remark => {
    const needs = needed.some(
      ({ id, path: place }) =>
        (id.endsWith('.required') && same(place, path)) || (id.endsWith('.selects') && same(place, path.slice(0, -1))),
    );
    const remark = { demand: WHOLE, found: `no ${path.join('.')}, which the resource has`, path };
    return needs ? remark : { ...remark, open: true };
  });
});

const same = (a: Path, b: Path): boolean => a.length === b.length && a.every((key, index) => key === b[index]);
