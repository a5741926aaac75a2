import type { JsonObject } from '../../core/json.ts';
import type { Showing } from '../behaviour.ts';
import { PLACES, type Place, part, slugOf } from '../checks/places.ts';
import { replaced, textsChanged, without } from './config.ts';
import type { Fault } from './fault.ts';

const PARTS = [
  'enabled',
  'items',
  'traffic',
  'stickiness',
  'weight',
  'idleTtl',
  'maximumTtl',
  'header',
  'value',
  'type',
] as const;
const SHOWINGS: Showing[] = ['create', 'read', 'read-config', 'update', 'list'];

/** Rules that say that what was sent comes back, and that no answer lacks a member that it must have. */
export const STORED =
  '{answer.matches-schema,lifecycle.*.echoes,lifecycle.*.after-{create,update},*.{carried,literal}}';

/** The same of one answer each. */
const SHOWN: Record<Showing, string> = {
  create: '{answer.matches-schema,lifecycle.create.echoes,*.carried}',
  read: '{answer.matches-schema,lifecycle.{{create,update}.echoes,read.after-*}}',
  'read-config': '{answer.matches-schema,lifecycle.{{create,update}.echoes,read.after-*}}',
  update: '{answer.matches-schema,lifecycle.update.echoes,*.carried}',
  list: '{answer.matches-schema,lifecycle.list.{echoes,after-*}}',
};

/** Changes a policy's configuration and leaves a distribution's alone. */
const ofPolicy = (config: JsonObject, change: (config: JsonObject) => JsonObject): JsonObject =>
  config.DefaultCacheBehavior === undefined ? change(config) : config;

/** A fault in storing a configuration. */
export function stores(name: string, about: string, change: (config: JsonObject) => JsonObject): Fault {
  return {
    name,
    kind: 'written',
    breaks: STORED,
    about,
    decide: ({ kept }) => ({ kept: (sent, before) => ofPolicy(kept(sent, before), change) }),
  };
}

/** The same where some open demands are not made. */
function accepting(slugs: string[], breaks: string, fault: Fault): Fault {
  return {
    ...fault,
    breaks,
    decide: (before) => ({
      ...fault.decide?.(before),
      enforces: (check, write) => !slugs.includes(check.slug) && before.enforces(check, write),
    }),
  };
}

/** A fault in what some answers show of a configuration. */
function shows(name: string, about: string, showing: Showing, change: (config: JsonObject) => JsonObject): Fault {
  return {
    name,
    kind: 'written',
    breaks: SHOWN[showing],
    about,
    decide: ({ shown }) => ({
      shown: (entry, where) => {
        const before = shown(entry, where);
        return where === showing ? { ...before, config: ofPolicy(before.config, change) } : before;
      },
    }),
  };
}

const lost = (place: Place): Fault[] => [
  {
    ...stores(`${slugOf(place)}-lost`, `${PLACES[place].at(-1)} is not stored.`, (config) => without(config, place)),
    kind: 'derived',
  },
  ...SHOWINGS.map(
    (showing): Fault => ({
      ...shows(
        `${slugOf(place)}-lost-in-${showing}`,
        `${PLACES[place].at(-1)} is left out of the answer to a ${showing}.`,
        showing,
        (config) => without(config, place),
      ),
      kind: 'derived',
    }),
  ),
];

const texts = (change: (text: string) => string) => (config: JsonObject) => textsChanged(config, change) as JsonObject;

/** Members that are lost or changed on their way in or out. */
export const fieldFaults: Fault[] = [
  ...PARTS.flatMap(lost),
  stores('weight-rounded', 'Weight is kept with one decimal.', (config) =>
    replaced(config, 'weight', (value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value)),
  ),
  stores('weight-as-percent', 'Weight comes back as a number of percent.', (config) =>
    replaced(config, 'weight', (value) => (typeof value === 'number' ? value * 100 : value)),
  ),
  stores('enabled-always-true', 'Every policy is enabled.', (config) => replaced(config, 'enabled', () => true)),
  stores('enabled-always-false', 'No policy is enabled.', (config) => replaced(config, 'enabled', () => false)),
  stores('ttls-exchanged', 'IdleTTL and MaximumTTL change places.', (config) => {
    const idle = part(config, 'idleTtl');
    const maximum = part(config, 'maximumTtl');
    return replaced(
      replaced(config, 'idleTtl', () => maximum),
      'maximumTtl',
      () => idle,
    );
  }),
  stores('weight-defaulted', 'Weight is 0.05, whatever was sent.', (config) => replaced(config, 'weight', () => 0.05)),
  stores('ttls-defaulted', 'Session times are 300 and 600 seconds, whatever was sent.', (config) =>
    replaced(
      replaced(config, 'idleTtl', () => 300),
      'maximumTtl',
      () => 600,
    ),
  ),
  stores('stickiness-defaulted', 'A policy without session stickiness gets one of 300 seconds.', (config) =>
    part(config, 'stickiness') === undefined
      ? replaced(config, 'weightConfig', (weighted) => ({
          ...(weighted as JsonObject),
          SessionStickinessConfig: { IdleTTL: 300, MaximumTTL: 300 },
        }))
      : config,
  ),
  stores('header-and-value-exchanged', 'The header and its value change places.', (config) => {
    const header = part(config, 'header');
    const value = part(config, 'value');
    return replaced(
      replaced(config, 'header', () => value),
      'value',
      () => header,
    );
  }),
  stores('ttls-in-minutes', 'Session times are rounded down to whole minutes.', (config) => {
    const minutes = (value: unknown): number => Math.floor(Number(value) / 60) * 60;
    return replaced(replaced(config, 'idleTtl', minutes), 'maximumTtl', minutes);
  }),
  stores('header-lower-cased', 'The header comes back in lower case, with the prefix twice.', (config) =>
    replaced(config, 'header', (value) => `aws-cf-cd-${String(value).toLowerCase()}`),
  ),
  stores('quantity-zero', 'The Quantity of names is always 0.', (config) => replaced(config, 'quantity', () => 0)),
  stores('names-upper-cased', 'Names of staging distributions come back in capitals.', (config) =>
    replaced(config, 'items', (items) => textsChanged(items, (name) => name.toUpperCase())),
  ),
  stores('value-trimmed', 'Values lose all of their blanks.', (config) =>
    replaced(config, 'value', (value) => String(value).replaceAll(' ', '')),
  ),
  stores('value-blanks-collapsed', 'Several blanks in a value become one.', (config) =>
    replaced(config, 'value', (value) => String(value).replaceAll(/ +/g, ' ')),
  ),
  stores('value-lower-cased', 'Values come back in lower case.', (config) =>
    replaced(config, 'value', (value) => String(value).toLowerCase()),
  ),
  stores('value-percent-decoded', 'Values are decoded as if they came in a URL.', (config) =>
    replaced(config, 'value', (value) =>
      String(value)
        .replaceAll('+', ' ')
        .replaceAll(/%([0-7][0-9a-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16))),
    ),
  ),
  stores(
    'text-as-latin-1',
    'UTF-8 is read as if each byte were a character.',
    texts((text) => Buffer.from(text, 'utf8').toString('latin1')),
  ),
  stores(
    'text-unescaped-twice',
    'References that are left after reading are replaced too.',
    texts((text) => text.replaceAll('&lt;', '<').replaceAll('&amp;', '&')),
  ),
  stores(
    'text-cut',
    'Text is cut after 32 characters.',
    texts((text) => text.slice(0, 32)),
  ),
  stores(
    'text-escaped-twice',
    'Text comes back with its markup still escaped.',
    texts((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  ),
  stores('type-fixed', 'The type of traffic is always SingleWeight.', (config) =>
    replaced(config, 'type', () => 'SingleWeight'),
  ),
  accepting(
    ['two-names'],
    'StagingDistributionDnsNames.Items.carried',
    stores('second-name-dropped', 'Of two names of staging distributions the first is kept.', (config) =>
      replaced(
        replaced(config, 'items', (items) => (Array.isArray(items) ? items.slice(0, 1) : items)),
        'quantity',
        () => 1,
      ),
    ),
  ),
  accepting(
    ['selected-config', 'other-config'],
    'TrafficConfig.Type.carried',
    stores(
      'bare-type-dropped',
      'A type of traffic without what it selects is dropped with all that holds it.',
      (config) =>
        part(config, 'weightConfig') === undefined && part(config, 'headerConfig') === undefined
          ? without(config, 'traffic')
          : config,
    ),
  ),
  stores('everything-defaulted', 'The body is read one level too deep, so that all of it is lost.', () => ({
    StagingDistributionDnsNames: { Quantity: 0 },
    Enabled: false,
  })),
];
