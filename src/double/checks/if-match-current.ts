import { versioned } from '../book.ts';
import { preconditionPlaces } from '../precondition.ts';
import { asked, type Demand } from './check.ts';

const CURRENT: Demand = {
  id: 'request.if-match.current',
  evidence: 'documented',
  demands: 'If-Match must hold the newest ETag that the service returned for this resource',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** The wrapper does not fall back on an ETag after it was told a newer one. */
export const ifMatchCurrent = asked([CURRENT], ({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  return versioned(contract, book, heard.operation, heard.input)
    .filter(({ thing, etag }) => thing.etags.includes(etag) && !thing.stale.has(etag) && etag !== thing.etags.at(-1))
    .map(({ thing, etag }) => ({ demand: CURRENT, found: `${etag}, where ${thing.etags.at(-1)} is newer` }));
});
