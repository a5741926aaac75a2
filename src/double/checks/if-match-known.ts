import { addressed, etagsOf } from '../book.ts';
import { asked, type Demand } from './check.ts';

const KNOWN: Demand = {
  id: 'request.if-match.known',
  evidence: 'documented',
  demands: 'If-Match holds an ETag that the service gave for this resource',
};

/** The ETag is one that was told for the thing that is written to. Nothing is said of things that were never spoken of. */
export const ifMatchKnown = asked(({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const [thing] = addressed(contract, book, heard.operation, heard.input);
  const [etag] = etagsOf(contract, heard.operation, heard.input);
  return thing && etag !== undefined && thing.etags.length > 0 && !thing.etags.includes(etag)
    ? [{ demand: KNOWN, found: etag }]
    : [];
});
