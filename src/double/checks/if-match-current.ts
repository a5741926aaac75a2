import { addressed, etagsOf } from '../book.ts';
import { asked, type Demand } from './check.ts';

const CURRENT: Demand = {
  id: 'request.if-match.current',
  evidence: 'documented',
  demands: 'If-Match holds the newest ETag that the service gave for this resource',
};

/** The wrapper does not fall back on an ETag after it was told a newer one. */
export const ifMatchCurrent = asked(({ heard }, { contract, book }) => {
  if ('problem' in heard) return [];
  const [thing] = addressed(contract, book, heard.operation, heard.input);
  const [etag] = etagsOf(contract, heard.operation, heard.input);
  if (!thing || etag === undefined || !thing.etags.includes(etag) || thing.stale.has(etag)) return [];
  const newest = thing.etags.at(-1)!;
  return etag === newest ? [] : [{ demand: CURRENT, found: `${etag}, where ${newest} is newer` }];
});
