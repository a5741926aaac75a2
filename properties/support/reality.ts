/**
 * What shows that an entry is settled: a test, by its file and a part of its full name; a fault that must be found; a variant
 * or a base whose judgement must hold.
 */
export type Cover = { file: string; test: string } | { fault: string } | { variant: string } | { base: string };

/** Something that went wrong on a server that others wrote, or on one written to be difficult. */
export interface Entry {
  what: string;
  covers: readonly Cover[];
}

const test = (file: string, name: string): Cover => ({ file, test: name });
const property = (file: string, name: string): Cover => test(`properties/${file}.property.ts`, name);
const unit = (file: string, name: string): Cover => test(`src/${file}.test.ts`, name);
const faults = (...names: string[]): Cover[] => names.map((fault) => ({ fault }));
const variants = (...names: string[]): Cover[] => names.map((variant) => ({ variant }));

const SILENCED: Entry[] = [
  {
    what: 'a second XML declaration kept nearly every rule from being judged',
    covers: [{ base: 'declaration-doubled' }],
  },
  { what: 'an error document without its envelope did so too', covers: [{ base: 'errors-without-envelope' }] },
  {
    what: 'one wrong code for what does not exist did so, and the run was green',
    covers: [{ base: 'wrong-not-found' }],
  },
  {
    what: 'without CopyDistribution, or Staging in its answer, the workflow was not judged',
    covers: [
      { base: 'no-copy' },
      property('find-another-way', 'without CopyDistribution, staging distributions are created as such'),
      property('find-another-way', 'a copy that does not show Staging'),
    ],
  },
  { what: 'a primary with an alias was refused, and with it the workflow', covers: [{ base: 'no-aliases' }] },
  { what: 'every other configuration had session stickiness', covers: [{ base: 'no-stickiness' }] },
];

const REPEATED: Entry[] = [
  {
    what: 'a lost member broke rules that compare a read with what was sent',
    covers: [property('own-past', 'traffic-config-lost')],
  },
  {
    what: 'an update that is always answered 404 broke rules on documents',
    covers: [property('own-past', 'update-always-404')],
  },
  {
    what: 'an accepted invalid update of a shared distribution was blamed on the next valid one',
    covers: [property('own-past', 'caller-reference-forgotten')],
  },
];

const GREEN: Entry[] = [
  {
    what: 'run --start judged whatever listened already',
    covers: [property('start-command', 'run refuses an endpoint that answers before --start')],
  },
  {
    what: 'a command of --start that does not exist or ends at once was followed by a verdict',
    covers: [property('start-command', 'run ends with 2 where the command is')],
  },
  {
    what: 'traffic without --edge ignored what it was told, and judged the reference',
    covers: ['endpoint', 'policy', 'host', 'staging-marker'].map((option) =>
      unit('cli/options/option-check', `an option without the one that it needs is refused traffic --${option} `),
    ),
  },
  {
    what: 'a misspelt option of a test runner, or an action without an endpoint, judged the reference',
    covers: [
      unit('session/given-options', 'a misspelt endpoint'),
      property('automation', 'does not judge the built-in reference unless it is asked to'),
    ],
  },
  {
    what: 'skipped rules of a test runner showed no reason',
    covers: [
      property('test-runners', 'Vitest shows the reason of a skipped rule'),
      property('test-runners', 'node:test shows the reason of a skipped rule'),
    ],
  },
  {
    what: 'a judging server to which nobody came was green',
    covers: [unit('cli/commands/serve-judge', 'a conversation in which nobody came is not judged, and not green')],
  },
  {
    what: 'rules passed although what they are about never happened',
    covers: [property('vacuous', 'a rule whose operation never succeeds is not judged, and says so')],
  },
  { what: 'paging held on a server that ignores it', covers: faults('list-ignores-marker', 'list-ignores-max-items') },
  {
    what: 'reproduce said FIXED although the decisive call was not sent',
    covers: [property('stored-findings', 'nothing is FIXED where the decisive call was not sent')],
  },
  {
    what: 'a mended server stayed red',
    covers: [
      property(
        'stored-findings',
        'is found again while it is broken, and nothing is left of it once the server is mended',
      ),
      property('stored-findings', 'a finding is FIXED on a mended server that counts the versions of each resource'),
    ],
  },
  {
    what: 'an absent operation was called broken in the second run in a folder',
    covers: [property('stored-findings', 'an absent operation is not called broken')],
  },
  {
    what: 'a check of a response did not say which member is missing',
    covers: [unit('rules/response/answers', 'is told by the member that is missing')],
  },
];

const ABSENT: Entry[] = [
  {
    what: 'an absent operation was taken for a broken one, or the other way round',
    covers: [unit('run/preflight', 'skips rules that need what is missing, and conforms'), { base: 'no-config-reads' }],
  },
];

const FALSE_ALARMS: Entry[] = [
  {
    what: 'late listings and reads on loopback broke rules in spite of --settle',
    covers: variants('list-settles-late'),
  },
  { what: 'codes that mean throttling were taken for answers', covers: variants('throttling-in-many-words') },
  {
    what: 'connections that close without a word left rules unjudged',
    covers: [
      property('awkward-servers', 'closes the connection after each without saying so'),
      property('awkward-servers', 'closes the connection after every third without saying so'),
    ],
  },
  {
    what: 'compressed answers broke rules',
    covers: [...variants('gzip', 'brotli', 'deflate'), property('awkward-servers', 'compresses them')],
  },
  {
    what: 'another legal label, time, blank, interim answer or restart broke or silenced rules',
    covers: [
      ...variants('us-ascii', 'times-with-offset', 'blanks-around-header-values'),
      property('awkward-servers', 'sends interim ones before them'),
      property('awkward-servers', 'is away for 300 ms'),
    ],
  },
  { what: 'items in an order that no page promises broke rules', covers: variants('list-newest-first') },
  {
    what: 'a path with a slash at its end is served by somebody else',
    covers: variants('slash-leads-elsewhere', 'slash-leads-to-a-page'),
  },
  {
    what: 'an update without a configuration ended rules in an error of their own',
    covers: [property('odd-responses', 'an update without a configuration is accepted')],
  },
];

const MISSED: Entry[] = [
  {
    what: 'text that looks like a number, a boolean or null was stored as one',
    covers: faults(
      'value-digits-read-as-number',
      'value-decimals-read-as-number',
      'value-exponents-read-as-number',
      'value-booleans-capitalised',
      'value-null-dropped',
    ),
  },
  {
    what: 'listings showed values of another entry, failed at odd sizes and markers, or were never truncated',
    covers: faults(
      'distribution-list-never-truncated',
      'list-fails-on-an-unknown-marker',
      'distribution-list-fails-on-odd-pages',
      'list-max-items-fraction-repeated',
    ),
  },
  { what: 'an id with an odd character was answered 500', covers: faults('distribution-id-with-a-quote-fails') },
  {
    what: 'a version was compared by its beginning only',
    covers: faults('if-match-compared-by-its-beginning-on-update'),
  },
  {
    what: 'the time of the last change stood still or went back',
    covers: faults('modified-on-create-only', 'modified-goes-back'),
  },
  { what: 'a 405 came without Allow', covers: faults('method-not-allowed-without-allow') },
  { what: 'an answer held what nobody sent', covers: faults('empty-header-beside-weight') },
  { what: 'Location was no URL', covers: faults('location-of-the-collection') },
  {
    what: "a promotion lost parts, took what is the staging distribution's own, or needed less than it must",
    covers: faults(
      'promotion-forgets-comment',
      'promotion-takes-caller-reference',
      'promotion-detaches-policy',
      'promotion-leaves-policy-enabled',
      'promotion-of-unknown-staging',
      'promotion-with-one-etag',
    ),
  },
  {
    what: 'a copy rewrote the primary, ignored its version or Enabled',
    covers: faults('copy-rewrites-caller-reference', 'copy-without-if-match', 'copy-ignores-enabled'),
  },
  {
    what: 'a policy that does not exist was attached, or one in use deleted',
    covers: faults('unknown-policy-attached', 'attached-policy-deleted'),
  },
  {
    what: 'a request ended the process, and the run did not say which',
    covers: [property('mortal-target', 'is started again where --start tells how, and the request is a finding')],
  },
];

const DOUBLE: Entry[] = [
  {
    what: 'an empty member kept the double from judging the workflow',
    covers: [
      unit('double/conforming', 'a mistake in the workflow is the only violation, whatever member is empty beside it'),
    ],
  },
  { what: 'a promotion with one ETag was named no violation', covers: [unit('double/workflow', 'a promotion')] },
  {
    what: 'a list element under a wrong name was called a wrong Quantity',
    covers: [unit('double/misread', 'an element under a wrong name is the only violation, and the right name is told')],
  },
  {
    what: 'ETag in the place of IfMatch was unknown, and nothing more',
    covers: [unit('cli/commands/validate', 'of ETag that IfMatch is meant')],
  },
  {
    what: 'a finding in a conversation printed the whole contract',
    covers: [property('test-runners', 'a property of a conversation that fails in Vitest')],
  },
];

const CLIENTS: Entry[] = [
  {
    what: 'a client that creates distributions with tags could not be served',
    covers: [
      unit('reference/tags', 'a distribution is created with tags'),
      property('clients', 'are answered by the reference as they were when they were recorded, and conform'),
    ],
  },
  {
    what: 'a plain web server was judged by rules on traffic',
    covers: [
      property('traffic-command', 'a web server that knows nothing of the policy conforms in no rule, and ends with 2'),
    ],
  },
  {
    what: 'a record into a slow pipe ended the run',
    covers: [property('pipes', 'a record on standard output waits for a slow reader and arrives whole')],
  },
];

/** What went wrong on real servers, and what shows of each that it does no longer. */
export const REALITY: readonly Entry[] = [
  ...SILENCED,
  ...REPEATED,
  ...GREEN,
  ...ABSENT,
  ...FALSE_ALARMS,
  ...MISSED,
  ...DOUBLE,
  ...CLIENTS,
];
