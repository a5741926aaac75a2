import type { JsonObject } from '../core/json.ts';
import { BASES } from './bases.ts';
import { CREATE, UPDATE } from './faults/fault.ts';
import type { Modification } from './modification.ts';
import { around } from './wrapping.ts';

/** One mistake on which a whole server is built, as authors of servers make them. */
export interface Mistake {
  /** A stable slug. */
  name: string;
  about: string;
  modification: Modification;
  /** What the one heading of a report on such a server says. */
  says: RegExp;
}

const CONFIG = 'ContinuousDeploymentPolicyConfig';

const base = (name: string): Modification => BASES.find((one) => one.name === name)!.modification;

/** Hands another input to some operations. */
const withInput = (operations: string[], change: (input: JsonObject) => JsonObject): Modification => ({
  operate: around(operations, (next) => (context, input) => next(context, change(input))),
});

/** The first member of a configuration that is a structure. */
const inner = (config: unknown): JsonObject =>
  (Object.values((config ?? {}) as JsonObject).find((value) => typeof value === 'object') ?? {}) as JsonObject;

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'stores-no-traffic-config',
    about: 'TrafficConfig is never stored.',
    modification: { decide: () => ({ kept: ({ TrafficConfig: _, ...kept }) => kept }) },
    says: /TrafficConfig is lost/,
  },
  {
    name: 'body-one-level-too-deep',
    about: 'The first structure in the configuration is taken for the configuration.',
    modification: withInput([CREATE, UPDATE], (input) => ({ ...input, [CONFIG]: inner(input[CONFIG]) })),
    says: /refuse/,
  },
  {
    name: 'update-takes-the-last-segment',
    about: 'An update takes the last segment of its path for the id.',
    modification: withInput([UPDATE], (input) => ({ ...input, Id: 'config' })),
    says: /UpdateContinuousDeploymentPolicy.*(refuse|answered|404)/,
  },
  {
    name: 'validates-nothing',
    about: 'No constraint on a configuration is enforced.',
    modification: { decide: () => ({ enforces: () => false }) },
    says: /No documented constraint|accepted/,
  },
  {
    name: 'another-not-found-code',
    about: 'A policy that does not exist is answered with 404 and a code that is not documented.',
    modification: base('wrong-not-found'),
    says: /PolicyNotFound/,
  },
  {
    name: 'declaration-doubled-everywhere',
    about: 'Every document has two XML declarations.',
    modification: base('declaration-doubled'),
    says: /declaration/,
  },
];
