import type { Behaviour, IfMatchCheck } from '../behaviour.ts';
import { plain } from '../behaviour.ts';
import { refuse } from '../refusal.ts';
import { answers, bodyText, withBody } from '../rewriting.ts';
import { around } from '../wrapping.ts';
import { DELETE, type Fault, GET, LIST, UPDATE } from './fault.ts';

type IfMatchVerdict = ReturnType<Behaviour['precondition']>;

/** A fault in how an If-Match is held against the present version. */
function judges(
  name: string,
  breaks: string,
  about: string,
  judge: (precondition: IfMatchCheck, verdict: IfMatchVerdict) => IfMatchVerdict,
): Fault {
  return {
    name,
    kind: 'written',
    breaks,
    about,
    decide: ({ precondition }) => ({ precondition: (asked) => judge(asked, precondition(asked)) }),
  };
}

const on =
  (operation: string, judge: (given: IfMatchCheck, verdict: IfMatchVerdict) => IfMatchVerdict) =>
  (asked: IfMatchCheck, verdict: IfMatchVerdict) =>
    asked.operation === operation ? judge(asked, verdict) : verdict;

const holds = (): IfMatchVerdict => 'holds';
const unlessMissing = ({ given }: IfMatchCheck, verdict: IfMatchVerdict): IfMatchVerdict =>
  given === undefined ? verdict : 'holds';
const whenMissing = ({ given }: IfMatchCheck, verdict: IfMatchVerdict): IfMatchVerdict =>
  given === undefined ? 'holds' : verdict;

/** What goes wrong with conditional writes. */
export const ifMatchFaults: Fault[] = [
  judges(
    'if-match-ignored',
    'lifecycle.{update,delete}.{requires,refuses-*}-if-match',
    'If-Match is not looked at.',
    holds,
  ),
  judges(
    'if-match-ignored-on-update',
    'lifecycle.update.{requires,refuses-*}-if-match',
    'An update does not look at If-Match.',
    on(UPDATE, holds),
  ),
  judges(
    'if-match-ignored-on-delete',
    'lifecycle.delete.{requires,refuses-*}-if-match',
    'A delete does not look at If-Match.',
    on(DELETE, holds),
  ),
  judges(
    'if-match-any-value-on-update',
    'lifecycle.update.refuses-*-if-match',
    'An update is content with any If-Match.',
    on(UPDATE, unlessMissing),
  ),
  judges(
    'if-match-any-value-on-delete',
    'lifecycle.delete.refuses-*-if-match',
    'A delete is content with any If-Match.',
    on(DELETE, unlessMissing),
  ),
  judges(
    'if-match-optional-on-update',
    'lifecycle.update.requires-if-match',
    'An update without If-Match is unconditional.',
    on(UPDATE, whenMissing),
  ),
  judges(
    'if-match-optional-on-delete',
    'lifecycle.delete.requires-if-match',
    'A delete without If-Match is unconditional.',
    on(DELETE, whenMissing),
  ),
  judges(
    'if-match-refused-when-right',
    'lifecycle.{update,delete}.accepts-fresh-if-match',
    'The right If-Match is refused as stale.',
    (_, verdict) => (verdict === 'holds' ? 'stale' : verdict),
  ),
  judges(
    'if-match-refused-when-right-on-delete',
    'lifecycle.delete.accepts-fresh-if-match',
    'A delete refuses the right If-Match.',
    on(DELETE, (_, verdict) => (verdict === 'holds' ? 'stale' : verdict)),
  ),
  {
    name: 'if-match-first-version',
    kind: 'written',
    breaks: 'lifecycle.{update,delete}.refuses-stale-if-match',
    about: 'The ETag of the creation stays good for ever.',
    decide: ({ precondition, newEtag }) => {
      const first = new Set<string>();
      return {
        newEtag: (id, version) => {
          const etag = newEtag(id, version);
          if (version === 1) first.add(etag);
          return etag;
        },
        precondition: (asked) => (asked.given !== undefined && first.has(asked.given) ? 'holds' : precondition(asked)),
      };
    },
  },
  {
    name: 'if-match-of-another',
    kind: 'written',
    breaks: 'lifecycle.{update,delete}.refuses-stale-if-match',
    about: 'The ETag of any policy will do.',
    decide: ({ precondition, newEtag }) => {
      const known = new Set<string>();
      return {
        newEtag: (id, version) => {
          const etag = newEtag(id, version);
          known.add(etag);
          return etag;
        },
        precondition: (asked) => (asked.given !== undefined && known.has(asked.given) ? 'holds' : precondition(asked)),
      };
    },
  },
  {
    name: 'if-match-missing-is-stale',
    kind: 'written',
    breaks: 'lifecycle.{update,delete}.requires-if-match',
    about: 'A missing If-Match is answered PreconditionFailed.',
    decide: () => ({
      precondition: (asked) => (asked.given === undefined ? 'stale' : plain.precondition(asked)),
    }),
  },
  {
    name: 'if-match-stale-is-conflict',
    kind: 'written',
    breaks: '{answer.error-known,lifecycle.{update,delete}.refuses-stale-if-match}',
    about: 'A stale If-Match is answered with a code that is not documented.',
    decide: () => ({ staleCode: 'VersionConflict' }),
  },
  {
    name: 'if-match-stale-is-not-found',
    kind: 'written',
    breaks: 'lifecycle.{update,delete}.refuses-stale-if-match',
    about: 'A stale If-Match is answered as if there were no such policy.',
    decide: () => ({ staleCode: 'NoSuchContinuousDeploymentPolicy' }),
  },
  {
    name: 'if-match-needed-for-reading',
    kind: 'written',
    breaks: 'lifecycle.{read,list}.after-*',
    about: 'A read without If-Match is refused.',
    operate: around([GET, LIST], () => () => refuse('InvalidIfMatchVersion', 'If-Match is missing.')),
  },
  {
    name: 'if-match-stale-with-status-409',
    kind: 'written',
    breaks: 'answer.error-status',
    about: 'PreconditionFailed comes with status 409.',
    handle: answers((response) =>
      response.status === 412 ? withBody({ ...response, status: 409 }, bodyText(response)) : response,
    ),
  },
];
