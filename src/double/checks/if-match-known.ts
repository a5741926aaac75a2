import { versioned } from '../book.ts';
import { asked, type Demand } from './check.ts';

const KNOWN: Demand = {
  id: 'request.if-match.known',
  evidence: 'documented',
  demands: 'If-Match holds an ETag that the service gave for this resource',
  place: 'the If-Match header',
};

/** The ETag is one that was told for the thing that is written to. Nothing is said of things that were never spoken of. */
export const ifMatchKnown = asked(({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  return versioned(contract, book, heard.operation, heard.input)
    .filter(({ thing, etag }) => thing.etags.length > 0 && !thing.etags.includes(etag))
    .map(({ thing, etag }) => ({ demand: KNOWN, found: `${etag} for ${thing.id}` }));
});
