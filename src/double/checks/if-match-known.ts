import { preconditionOf, preconditionPlaces } from '../precondition.ts';
import type { KnownResource } from '../resource-registry.ts';
import { versioned } from '../resource-registry.ts';
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
export const ifMatchKnown = asked(
  [KNOWN, FORM],
  ({ parsed, certificate: classification }, { contract, registry }): Remark[] => {
    if ('problem' in parsed) return [];
    const { operation, input } = parsed;
    const member = preconditionOf(contract, operation)?.member;
    // Where the form is wrong, what stands at the place of an ETag is none.
    if (member === undefined || classification?.broken.some(({ path }) => path[0] === member)) return [];
    const versions = versioned(contract, registry, operation, input);
    const unknown = versions.filter(({ known: { etags }, etag }) => etags.length > 0 && !etags.includes(etag));
    if (unknown.length > 0)
      return [{ demand: KNOWN, found: unknown.map((one) => unknownText(one, registry)).join(' and ') }];
    const given = String(input[member] ?? '');
    const isQuoted = given.includes('"') && versions.some(({ known }) => !known.quoted);
    const isOneTooMany = new Set(versions.map(({ known }) => known)).size < versions.length;
    // HTTP has quotes and lists there; no page says whether the service takes them.
    return isQuoted || isOneTooMany ? [{ demand: FORM, found: given, open: true }] : [];
  },
);

/** An ETag that does not belong to a resource, with the resource it belongs to where that is known. */
function unknownText(
  { known, etag }: { known: KnownResource; etag: string },
  registry: ReadonlyMap<string, KnownResource>,
): string {
  const owner = [...registry.values()].find(({ etags }) => etags.includes(etag));
  return `${etag} for ${known.id}${owner ? `, which is an ETag of ${owner.id}` : ''}`;
}
