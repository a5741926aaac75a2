import type { Account, Heading } from '../account.ts';
import type { Inspected } from '../inspect.ts';

/** A heading with this key. */
export const heading = (key: string, part: Partial<Heading> = {}): Heading => ({
  key,
  sentence: `It says ${key}.`,
  warns: false,
  operations: ['PlantTree'],
  places: [],
  rules: [`rule.${key}`],
  masked: [],
  after: 1,
  ...part,
});

/** What is said of a server whose report has these headings. */
export const account = (keys: readonly string[], part: Partial<Account> = {}): Account => ({
  verdict: keys.length === 0 ? 'CONFORMS' : 'DOES NOT CONFORM',
  headings: keys.map((key) => heading(key)),
  broken: keys.map((key) => `rule.${key} on PlantTree`),
  unjudged: [],
  rules: 10,
  ...part,
});

/** The same of a run in which these faults showed nothing. */
export const inspected = (keys: readonly string[], unseen: string[] = [], part: Partial<Account> = {}): Inspected => ({
  ...account(keys, part),
  requests: 100,
  unseen,
});
