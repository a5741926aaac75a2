import { preconditionPlaces } from '../precondition.ts';
import { versioned } from '../resource-registry.ts';
import { asked, type Demand } from './check.ts';

const AGAIN: Demand = {
  id: 'request.if-match.read-again',
  evidence: 'documented',
  demands: 'after an ETag was refused as stale, the resource must be read before it is written to again',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** An ETag that was refused as out of date is not sent again. */
export const ifMatchAgain = asked([AGAIN], ({ parsed }, { contract, registry }) => {
  if ('problem' in parsed) return [];
  return versioned(contract, registry, parsed.operation, parsed.input)
    .filter(({ known, etag }) => known.stale.has(etag))
    .map(({ etag }) => ({ demand: AGAIN, found: `${etag}, which was refused as stale` }));
});
