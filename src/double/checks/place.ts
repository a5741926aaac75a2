import { targetText } from '../turn.ts';
import { asked, type Demand } from './check.ts';

const PATH: Demand = {
  id: 'request.path',
  evidence: 'documented',
  demands: 'the path must be that of an operation',
  place: 'the path',
};
const METHOD: Demand = {
  id: 'request.method',
  evidence: 'documented',
  demands: 'the method must be the documented one for the path',
  place: 'the method',
};
const COVERED: Demand = {
  id: 'request.not-covered',
  evidence: 'documented',
  demands: 'the operation must be one that the contract covers',
  place: 'the path',
};

/** Method and path belong to an operation. Operations of the service that the contract does not cover are open. */
export const place = asked([PATH, METHOD, COVERED], ({ parsed, request }) => {
  if (!('problem' in parsed)) return [];
  const found = targetText(request);
  switch (parsed.problem) {
    case 'elsewhere':
      return [{ demand: COVERED, found: parsed.reason, open: true }];
    case 'no-operation':
    case 'path':
      return [{ demand: PATH, found }];
    case 'method':
      return [{ demand: METHOD, found: `${found}; this path takes ${parsed.reason}` }];
    default:
      return [];
  }
});
