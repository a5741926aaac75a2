import { signatureFault } from '../../wire/sigv4-check.ts';
import { asked, type Demand } from './check.ts';

const SIGNATURE: Demand = {
  id: 'request.signature',
  evidence: 'standard',
  demands: 'a request must be signed with Signature Version 4 for the service',
  place: 'the Authorization header',
};

/** The signature is there, for this service, and right where the credentials are known. Any region will do. */
export const signature = asked([SIGNATURE], ({ request }, { contract, signed, credentials }) => {
  if (!signed) return [];
  const found = signatureFault(request, {
    service: contract.service.signing.name,
    ...(credentials && { credentials }),
  });
  return found === undefined ? [] : [{ demand: SIGNATURE, found }];
});
