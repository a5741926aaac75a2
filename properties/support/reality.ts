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

const SILENCED_SINCE: Entry[] = [
  { what: 'errors in JSON kept rules on refusals from being judged', covers: [{ base: 'errors-in-json' }] },
  {
    what: 'a target that holds few resources left rules unjudged that ran side by side',
    covers: [property('find-another-way', 'where a target holds few resources, rules wait for each other')],
  },
  {
    what: 'a refused value of the smallest configuration was blamed on rules on documents, or silenced them',
    covers: [
      property('find-another-way', 'a disabled policy can not be created'),
      property('find-another-way', 'weights have two decimals at most'),
    ],
  },
  {
    what: 'an update of a policy that could not be read was blamed for an ETag that a promotion had changed',
    covers: [property('own-past', 'read-always-404')],
  },
  {
    what: 'a value that nobody sent masked rules on reads, and nothing in the report said so',
    covers: [property('find-another-way', 'is a finding, whichever rule comes upon it')],
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
    what: 'a copy that is refused for another reason counted as one that needs If-Match',
    covers: [property('vacuous', 'a rule whose operation never succeeds is not judged, and says so')],
  },
  {
    what: 'stored findings became findings on another operation',
    covers: [property('stored-findings', 'a policy finding is made again without creating anything of another kind')],
  },
  {
    what: 'the requests of earlier findings counted for those to the first finding',
    covers: [property('stored-findings', 'the requests of replays count for no finding')],
  },
  {
    what: 'an operation that disappeared since the last run went unnoticed',
    covers: [unit('session/operations', 'an operation that was there in the last run and is absent now fails the run')],
  },
  {
    what: 'reproduce waited for less time than the run had',
    covers: [unit('run/reproduce', 'it waits as long as the run did')],
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
    covers: [
      unit('run/preflight', 'skips rules that need what is missing, and conforms'),
      { base: 'no-config-reads' },
      property('absence', 'an operation is absent that is answered with'),
      property('absence', 'an operation is there that answers what does not exist with the right code in'),
    ],
  },
];

const FALSE_ALARMS: Entry[] = [
  {
    what: 'late listings and reads on loopback broke rules in spite of --settle',
    covers: variants('list-settles-late'),
  },
  {
    what: 'codes that mean throttling were taken for answers, or for silence',
    covers: [
      ...variants('throttling-in-many-words'),
      unit('run/survival', 'so does a refusal of ever more requests: who throttles is there'),
    ],
  },
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
  {
    what: 'items in an order that no page promises broke rules',
    covers: [
      ...variants('list-newest-first'),
      property('other-resources', 'the keys of a group may come back in another order'),
    ],
  },
  {
    what: 'a rule on the comment of a public key changed its name as well, and blamed the refusal',
    covers: [
      property('other-resources', 'the reference conforms in KeyGroup'),
      property('other-resources', 'takes any comment in an update of a key'),
    ],
  },
  {
    what: 'what is merely not forbidden was called supported, such as blanks inside a header value',
    covers: [property('find-another-way', 'what no page supports may be refused')],
  },
  {
    what: 'what was accepted and should have been refused stayed, and broke or silenced other rules',
    covers: [property('poison', 'what is accepted and should have been refused is deleted before the next rule')],
  },
  {
    what: 'a path with a slash at its end is served by somebody else',
    covers: variants(
      'slash-leads-elsewhere',
      'slash-leads-to-a-page',
      'odd-addresses-stopped',
      'addresses-known-only',
      'large-requests-stopped',
      'entity-tags-checked',
    ),
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
      'value-tags-stripped',
    ),
  },
  {
    what: 'listings showed values of another entry, failed at odd sizes and markers, or were never truncated',
    covers: faults(
      'distribution-list-never-truncated',
      'list-fails-on-an-unknown-marker',
      'distribution-list-fails-on-odd-pages',
      'list-max-items-fraction-repeated',
      'list-fails-on-zero',
      'list-fails-on-negative',
      'list-fails-on-101',
      'list-fails-on-huge',
      'list-fails-on-a-word',
    ),
  },
  {
    what: 'a number of many digits was answered 500',
    covers: faults('quantity-of-nine-digits-fails', 'weight-of-forty-digits-fails', 'huge-ttl-fails'),
  },
  {
    what: 'an id with an odd character was answered 500',
    covers: faults('distribution-id-with-a-quote-fails', 'id-with-a-full-stop-fails'),
  },
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
    covers: [
      ...faults('unknown-policy-attached', 'attached-policy-deleted'),
      property('other-resources', 'deletes a key that is in use'),
    ],
  },
  {
    what: 'an update of a distribution lost a part of it',
    covers: faults(
      ...['cache-behaviors', 'origins', 'custom-error-responses', 'default-root-object', 'restrictions', 'logging'].map(
        (part) => `distribution-update-loses-${part}`,
      ),
    ),
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
    what: 'a request without what a page demands beside it was called supported',
    covers: [unit('cli/commands/validate', 'without what a page demands beside it is broken')],
  },
  {
    what: 'a file in UTF-16 or with a byte order mark could not be read',
    covers: [
      unit('cli/commands/validate', 'what can be read UTF-8 with a mark'),
      unit('cli/commands/validate', 'what can be read UTF-16, low bytes first'),
      unit('cli/commands/validate', 'what can be read UTF-16, high bytes first'),
    ],
  },
  {
    what: 'a finding of a module in process ended the run with an error of its own',
    covers: [property('command-line', 'against a module in process, a finding ends with 1')],
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
  ...SILENCED_SINCE,
  ...GREEN,
  ...ABSENT,
  ...FALSE_ALARMS,
  ...MISSED,
  ...DOUBLE,
  ...CLIENTS,
];
