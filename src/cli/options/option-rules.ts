/** Options are named as they are in a configuration file: `allowRemote` for `--allow-remote`. */
export interface OptionRules {
  /** An option, and those of which at least one must be given with it. */
  needs?: Record<string, readonly string[]>;
  /** An option, and those that contradict it or would be ignored beside it. */
  excludes?: Record<string, readonly string[]>;
  /** What to do instead, by the option that excludes others. */
  instead?: Record<string, string>;
  /** Options that this command can't take, and why. */
  refuses?: Record<string, string>;
}

/** How the options by which a target is reached depend on each other, whichever command takes them. */
const TRANSPORT: OptionRules = {
  needs: { allowAws: ['allowRemote'] },
  excludes: {
    sdk: ['module', 'sign'],
    module: ['sign', 'header', 'ca'],
    profile: ['credentials', 'sign'],
    credentials: ['sign'],
  },
};

/** How what names the target contradicts the options that say how it is reached. */
const TARGET: OptionRules = {
  needs: { ready: ['start'] },
  excludes: {
    handler: [
      ...['endpoint', 'sdk', 'module', 'nock', 'start', 'ready', 'reset'],
      ...['header', 'region', 'ca', 'profile', 'credentials', 'allowRemote', 'allowAws'],
    ],
    nock: [
      ...['endpoint', 'sdk', 'start', 'ready', 'reset', 'sign'],
      ...['header', 'ca', 'profile', 'credentials', 'allowRemote', 'allowAws'],
    ],
  },
};

const JUDGE: OptionRules = { needs: { knownStrict: ['known'] }, excludes: { readOnly: ['reset'] } };

/** What says how an endpoint is reached, where it can only be given by an option. */
const ENDPOINT: OptionRules = {
  needs: {
    start: ['endpoint'],
    ca: ['endpoint'],
    profile: ['endpoint'],
    credentials: ['endpoint'],
    allowRemote: ['endpoint'],
    reset: ['endpoint'],
  },
};

const CASSETTE: OptionRules = {
  excludes: {
    fromCassette: [
      ...['endpoint', 'sdk', 'module', 'handler', 'nock', 'start', 'ready', 'reset', 'record', 'staging', 'resource'],
      ...['readOnly', 'sign', 'header', 'region', 'ca', 'allowRemote', 'allowAws', 'profile', 'credentials'],
      ...['timeout', 'rate', 'budget'],
    ],
  },
};

const TERMS_OF_AN_EDGE = [
  ...['host', 'stagingHost', 'stagingMarker', 'policy', 'endpoint', 'allowRemote', 'sign'],
  ...['clock', 'steady', 'forwarded', 'markerStays'],
];

/** The rules for each command, by its words. */
export const OPTION_RULES: Record<string, readonly OptionRules[]> = {
  run: [
    TRANSPORT,
    TARGET,
    ENDPOINT,
    JUDGE,
    CASSETTE,
    {
      needs: { watch: ['endpoint'] },
      excludes: { watch: ['baseline', 'record', 'shard', 'writeKnown', 'fromCassette'] },
      instead: { watch: 'run once without --watch for that' },
    },
  ],
  fuzz: [TRANSPORT, TARGET, ENDPOINT, JUDGE],
  matrix: [TRANSPORT, JUDGE],
  reproduce: [TRANSPORT, TARGET, ENDPOINT],
  'cassette diff': [TRANSPORT, TARGET, ENDPOINT],
  sweep: [TRANSPORT, TARGET, { refuses: { readOnly: 'it deletes', nock: 'the reference ends with its process' } }],
  serve: [
    TRANSPORT,
    {
      needs: {
        forward: ['judge'],
        ...Object.fromEntries(
          ['record', 'allowRemote', 'allowAws', 'profile', 'credentials', 'region', 'ca', 'timeout'].map((name) => [
            name,
            ['forward'],
          ]),
        ),
        signature: ['judge'],
        leaveNothing: ['judge'],
        interactions: ['judge'],
        report: ['judge'],
        tlsCert: ['judge'],
        tlsKey: ['judge'],
      },
      excludes: {
        listFaults: ['judge', 'edge'],
        listVariants: ['judge', 'edge'],
        forward: ['fault', 'variant', 'edge', 'seed', 'deploying'],
      },
    },
    { needs: { tlsCert: ['tlsKey'], tlsKey: ['tlsCert'] } },
  ],
  traffic: [
    { needs: Object.fromEntries(TERMS_OF_AN_EDGE.map((name) => [name, ['edge']])) },
    {
      needs: { host: ['policy'], stagingHost: ['policy'], sign: ['endpoint'], markerStays: ['endpoint'] },
      excludes: { edge: ['module', 'fault'], module: ['fault'], policy: ['endpoint'] },
    },
  ],
  'traffic plan': [{ excludes: { policy: ['weight'] } }],
  grade: [
    {
      needs: Object.fromEntries(['groups', 'seed', 'sharing', 'walk', 'minutes'].map((name) => [name, ['together']])),
      excludes: { together: ['variants', 'seeds', 'full', 'writeOrder'] },
    },
    { excludes: { writeOrder: ['faults', 'variants', 'seeds', 'full', 'best', 'format', 'output'] } },
  ],
};
