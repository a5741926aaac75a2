import type { Thing } from '../book.ts';
import { versioned } from '../book.ts';
import { preconditionOf, preconditionPlaces } from '../precondition.ts';
import { asked, type Demand, type Remark } from './check.ts';

const KNOWN: Demand = {
  id: 'request.if-match.known',
  evidence: 'documented',
  demands: 'If-Match must hold an ETag that the service returned for this resource',
  place: 'the If-Match header',
  says: preconditionPlaces,
};
const FORM: Demand = {
  id: 'request.if-match.form',
  evidence: 'documented',
  demands: 'If-Match must hold one ETag for each resource, as the service returned it',
  place: 'the If-Match header',
  says: preconditionPlaces,
};

/** The ETag is one that was told for the thing that is written to. Nothing is said of things that were never spoken of. */
export const ifMatchKnown = asked([KNOWN, FORM], ({ heard, certificate }, { contract, book }): Remark[] => {
  if ('problem' in heard) return [];
  const { operation, input } = heard;
  const member = preconditionOf(contract, operation)?.member;
  // Where the form is wrong, what stands at the place of an ETag is none.
  if (member === undefined || certificate?.broken.some(({ path }) => path[0] === member)) return [];
  const versions = versioned(contract, book, operation, input);
  const unknown = versions.filter(({ thing: { etags }, etag }) => etags.length > 0 && !etags.includes(etag));
  if (unknown.length > 0) return [{ demand: KNOWN, found: unknown.map((one) => unknownText(one, book)).join(' and ') }];
  const given = String(input[member] ?? '');
  const isQuoted = given.includes('"') && versions.some(({ thing }) => !thing.quoted);
  const isOneTooMany = new Set(versions.map(({ thing }) => thing)).size < versions.length;
  // HTTP has quotes and lists there; no page says whether the service takes them.
  return isQuoted || isOneTooMany ? [{ demand: FORM, found: given, open: true }] : [];
});

/** An ETag that does not belong to a resource, with the resource it belongs to where that is known. */
function unknownText({ thing, etag }: { thing: Thing; etag: string }, book: ReadonlyMap<string, Thing>): string {
  const owner = [...book.values()].find(({ etags }) => etags.includes(etag));
  return `${etag} for ${thing.id}${owner ? `, which is an ETag of ${owner.id}` : ''}`;
}
