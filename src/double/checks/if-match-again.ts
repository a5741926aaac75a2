import { versioned } from '../book.ts';
import { preconditionPlaces } from '../precondition.ts';
import { asked, type Demand } from './check.ts';

const AGAIN: Demand = {
  id: 'request.if-match.read-again',
  evidence: 'documented',
  demands: 'after an ETag was refused as stale, the resource must be read before it is written to again',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** An ETag that was refused as out of date is not sent again. */
export const ifMatchAgain = asked([AGAIN], ({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  return versioned(contract, book, heard.operation, heard.input)
    .filter(({ thing, etag }) => thing.stale.has(etag))
    .map(({ etag }) => ({ demand: AGAIN, found: `${etag}, which was refused as stale` }));
});
