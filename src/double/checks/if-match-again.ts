import { addressed, etagsOf } from '../book.ts';
import { asked, type Demand } from './check.ts';

const AGAIN: Demand = {
  id: 'request.if-match.read-again',
  evidence: 'documented',
  demands: 'after an ETag was refused as out of date, the resource is read before it is written to again',
};

/** An ETag that was refused as out of date is not sent again. */
export const ifMatchAgain = asked(({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const [thing] = addressed(contract, book, heard.operation, heard.input);
  const [etag] = etagsOf(contract, heard.operation, heard.input);
  return thing && etag !== undefined && thing.stale.has(etag)
    ? [{ demand: AGAIN, found: `${etag}, which was refused before` }]
    : [];
});
