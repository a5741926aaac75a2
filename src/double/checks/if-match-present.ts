import type { HttpRequest } from '../../core/outcome.ts';
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
export const ifMatchPresent = asked([PRESENT], ({ parsed, request }, { contract }) => {
  if ('problem' in parsed) return [];
  const precondition = preconditionOf(contract, parsed.operation);
  const given = precondition && parsed.input[precondition.member];
  return precondition?.demanded && (given === undefined || given === '')
    ? [
        {
          demand: PRESENT,
          found: given === '' ? 'an empty If-Match' : `no If-Match${inItsPlace(request)}`,
          path: [precondition.member],
          place: `${precondition.member}, the If-Match header`,
        },
      ]
    : [];
});

/** Names under which a version is sent by mistake. */
const MISTAKEN = /^(?:etag|if-?_?match|if-none-match)$/i;

/** Where the version was sent instead. */
function inItsPlace({ headers, path }: HttpRequest): string {
  const header = Object.keys(headers).find((name) => name.toLowerCase() !== 'if-match' && MISTAKEN.test(name));
  if (header !== undefined) return `, but the header ${header}`;
  const words = [...new URLSearchParams(path.split('?')[1] ?? '').keys()];
  const word = words.find((name) => MISTAKEN.test(name));
  return word === undefined ? '' : `, but ${word} in the query`;
}
