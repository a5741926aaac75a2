import type { Json, JsonObject } from '../../../src/core/json.ts';

/** One conjunct of what sets a planted bug off. */
export interface Condition<T> {
  name: string;
  holds(value: T): boolean;
}

const at = (config: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((inner, key) => (inner as JsonObject | undefined)?.[key], config);

const TRAFFIC = 'TrafficConfig';
const text = (config: JsonObject, member: string): string =>
  String(at(config, TRAFFIC, 'SingleHeaderConfig', member) ?? '').replace(/^aws-cf-cd-/i, '');
const number = (config: JsonObject, ...path: string[]): number =>
  Number(at(config, TRAFFIC, 'SingleWeightConfig', ...path) ?? Number.NaN);

/** Classes of texts, each a mistake that software makes. */
const CLASSES: [name: string, pattern: RegExp][] = [
  ['looks like a number', /^[+-]?\d+(\.\d*)?(e\d+)?$/i],
  ['looks like a literal', /^(true|false|yes|no|on|off|null|none|nil|undefined|nan|-?infinity|~)$/i],
  ['looks like a date', /^\d{4}-\d\d-\d\d/],
  ['holds markup', /[<>&]/],
  ['holds a percent sign or a backslash', /[%\\]/],
  ['holds a quotation mark', /["'`]/],
  ['holds braces or a dollar sign', /[{}$]/],
  ['holds a slash', /\//],
  ['has a blank inside', /\S\s+\S/],
  ['is beyond ASCII', /[^\0-\x7f]/],
  ['is beyond the first plane', /[\u{10000}-\u{10ffff}]/u],
  ['is longer than 63', /^.{64,}$/su],
  ['is longer than 255', /^.{256,}$/su],
  ['has a capital', /[A-Z]/],
];

const near = (value: number, bound: number): boolean => Math.abs(value - bound) < 1e-9;

/** Member and class of value, of a configuration that is sent or stored. */
export const VALUES: Condition<JsonObject>[] = [
  ...['Value', 'Header'].flatMap((member) =>
    CLASSES.map(([name, pattern]) => ({
      name: `${member} ${name}`,
      holds: (config: JsonObject) => pattern.test(text(config, member)),
    })),
  ),
  { name: 'Weight is at its maximum', holds: (config) => near(number(config, 'Weight'), 0.15) },
  { name: 'Weight is at most 0.001', holds: (config) => number(config, 'Weight') <= 0.001 },
  { name: 'Weight has three decimals', holds: (config) => /\.\d{3}$/.test(String(number(config, 'Weight'))) },
  ...['IdleTTL', 'MaximumTTL'].flatMap((member) => {
    const ttl = (config: JsonObject): number => number(config, 'SessionStickinessConfig', member);
    return [
      { name: `${member} is 300`, holds: (config: JsonObject) => ttl(config) === 300 },
      { name: `${member} is 3600`, holds: (config: JsonObject) => ttl(config) === 3600 },
      { name: `${member} is just below 3600`, holds: (config: JsonObject) => ttl(config) === 3599 },
    ];
  }),
];

/** What the calls before left. */
export interface Before {
  /** Accepted updates of the resource. */
  updates: number;
  stored: JsonObject | undefined;
  /** Resources that are there. */
  live: number;
  deleted: number;
  /** The call before this one, and whether it was refused. */
  last: string;
  refused: boolean;
  /** Id in it. */
  lastId: string;
  id: string;
}

export const STATES: Condition<Before>[] = [
  { name: 'was never updated', holds: ({ updates }) => updates === 0 },
  { name: 'was updated', holds: ({ updates }) => updates >= 1 },
  { name: 'was updated twice', holds: ({ updates }) => updates >= 2 },
  { name: 'is enabled', holds: ({ stored }) => stored?.Enabled === true },
  { name: 'is disabled', holds: ({ stored }) => stored?.Enabled === false },
  { name: 'has a weight', holds: ({ stored }) => at(stored, TRAFFIC, 'SingleWeightConfig') !== undefined },
  { name: 'has a header', holds: ({ stored }) => at(stored, TRAFFIC, 'SingleHeaderConfig') !== undefined },
  { name: 'is not alone', holds: ({ live }) => live > 1 },
];

/** The same of a create, which has no state of its own. */
export const STATES_OF_ALL: Condition<Before>[] = [
  { name: 'another one is there', holds: ({ live }) => live >= 1 },
  { name: 'two others are there', holds: ({ live }) => live >= 2 },
  { name: 'another one was deleted', holds: ({ deleted }) => deleted >= 1 },
];

export const ORDERS: Condition<Before>[] = [
  { name: 'after a refusal', holds: ({ refused }) => refused },
  { name: 'after a read', holds: ({ last }) => last.startsWith('Get') },
  { name: 'after a listing', holds: ({ last }) => last.startsWith('List') },
  { name: 'after a write', holds: ({ last, refused }) => !refused && /^(Create|Update)/.test(last) },
  { name: 'after a call on another one', holds: ({ lastId, id }) => lastId !== '' && lastId !== id },
];
