import { preconditionPlaces } from '../precondition.ts';
import { versioned } from '../resource-registry.ts';
import { asked, type Demand } from './check.ts';

const CURRENT: Demand = {
  id: 'request.if-match.current',
  evidence: 'documented',
  demands: 'If-Match must hold the newest ETag that the service returned for this resource',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** The wrapper does not fall back on an ETag after it was told a newer one. */
export const ifMatchCurrent = asked([CURRENT], ({ parsed }, { contract, registry }) => {
  if ('problem' in parsed) return [];
  return versioned(contract, registry, parsed.operation, parsed.input)
    .filter(({ known, etag }) => known.etags.includes(etag) && !known.stale.has(etag) && etag !== known.etags.at(-1))
    .map(({ known, etag }) => ({ demand: CURRENT, found: `${etag}, where ${known.etags.at(-1)} is newer` }));
});
