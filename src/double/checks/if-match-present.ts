import { preconditionOf, preconditionPlaces } from '../precondition.ts';
import { asked, type Demand } from './check.ts';

const PRESENT: Demand = {
  id: 'request.if-match.present',
  evidence: 'documented',
  demands: 'a write to an existing resource must name its version in If-Match',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** Where an operation documents the error for a missing If-Match, it is there. */
export const ifMatchPresent = asked([PRESENT], ({ parsed }, { contract }) => {
  if ('problem' in parsed) return [];
  const precondition = preconditionOf(contract, parsed.operation);
  const given = precondition && parsed.input[precondition.member];
  return precondition?.demanded && (given === undefined || given === '')
    ? [
        {
          demand: PRESENT,
          found: given === '' ? 'an empty If-Match' : 'no If-Match',
          path: [precondition.member],
          place: `${precondition.member}, the If-Match header`,
        },
      ]
    : [];
});
