import picomatch from 'picomatch';
import type { JsonObject } from '../../src/core/json.ts';
import { trial } from '../../src/grade/trial.ts';
import type { Operate } from '../../src/reference/context.ts';
import { merged } from '../../src/reference/faults/config.ts';
import { GET, UPDATE } from '../../src/reference/faults/fault.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import type { Modification } from '../../src/reference/modification.ts';
import { refuse } from '../../src/reference/refusal.ts';
import { around } from '../../src/reference/wrapping.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** A defect that a real server may have throughout, and the only rules that it is a matter of. */
export interface Base {
  name: string;
  modification: Modification;
  /** Glob over the ids of the rules that may fail or warn; each of `must` has to. */
  may: string;
  must: string[];
}

const fault = (name: string): Modification => {
  const found = FAULTS.find((one) => one.name === name);
  if (!found) throw new Error(`there is no fault ${name}`);
  return found;
};

/** The rules on a round trip of a whole configuration, and those on a member. */
const roundTrip = (...members: string[]): string =>
  `{lifecycle.{create,update}.echoes,{${members.join()},_}.{carried,literal},answer.matches-schema}`;

const TRAFFIC = '{*WeightConfig.*,*HeaderConfig.*,SessionStickinessConfig.*,*.TrafficConfig}';

const lost = (name: string, ...members: string[]): Base => ({
  name,
  modification: fault(name),
  may: roundTrip(...members),
  must: ['lifecycle.create.echoes'],
});

/** Takes an update of a distribution that lacks a required member, and knows it as empty from then on. */
const forgetting =
  (member: string) =>
  (next: Operate): Operate =>
  async (context, input) => {
    const config = input.DistributionConfig as JsonObject;
    const before = context.state.distributions.get(String(input.Id))?.config[member];
    if (config[member] !== undefined || before === undefined) return next(context, input);
    const result = await next(context, { ...input, DistributionConfig: { ...config, [member]: before } });
    const after = context.state.distributions.get(String(input.Id));
    if ('output' in result && after)
      context.state.distributions.set(after.id, { ...after, config: { ...after.config, [member]: '' } });
    return result;
  };

/** The defects on which rules that ask whether something changed used to fail. */
export const BASES: readonly Base[] = [
  lost('traffic-config-lost', TRAFFIC),
  lost('session-stickiness-config-lost', 'SessionStickinessConfig.*'),
  lost('enabled-lost', '*.Enabled'),
  lost('enabled-always-true', '*.Enabled'),
  {
    ...lost('items-lost', 'StagingDistributionDnsNames.*'),
    may: `{${roundTrip('StagingDistributionDnsNames.*')},answer.counts}`,
  },
  lost('names-upper-cased', 'StagingDistributionDnsNames.*'),
  lost('weight-rounded', '*.Weight'),
  lost('enabled-lost-in-create', '*.Enabled'),
  {
    name: 'enabled-lost-in-read',
    modification: fault('enabled-lost-in-read'),
    may: `{${roundTrip('*.Enabled')},lifecycle.read.after-create}`,
    must: ['lifecycle.read.after-create'],
  },
  {
    name: 'update-does-nothing',
    modification: {
      decide: ({ kept }) => ({
        kept: (sent, before) => (before?.DefaultCacheBehavior ? kept(sent, before) : (before ?? sent)),
      }),
    },
    may: '{lifecycle.update.{echoes,replaces,each-member},lifecycle.*.after-update,*.{carried,literal}}',
    must: ['lifecycle.update.echoes'],
  },
  {
    name: 'update-merges',
    modification: {
      decide: ({ kept }) => ({
        kept: (sent, before) =>
          before?.DefaultCacheBehavior ? kept(sent, before) : (merged(before, kept(sent, before)) as JsonObject),
      }),
    },
    may: '{lifecycle.update.{echoes,replaces,each-member},lifecycle.*.after-update,*.{carried,literal}}',
    must: ['lifecycle.update.replaces'],
  },
  {
    name: 'update-always-404',
    modification: {
      operate: around([UPDATE], () => async () => refuse('NoSuchContinuousDeploymentPolicy', 'Not found.')),
    },
    may: 'lifecycle.update.accepts-*',
    must: ['lifecycle.update.accepts-fresh-if-match', 'lifecycle.update.accepts-supported'],
  },
  {
    name: 'read-always-404',
    modification: {
      operate: around([GET], () => async () => refuse('NoSuchContinuousDeploymentPolicy', 'Not found.')),
    },
    may: '{lifecycle.{create,update}.echoes,lifecycle.read.after-*,lifecycle.etag.agrees}',
    must: ['lifecycle.read.after-create'],
  },
  {
    name: 'caller-reference-forgotten',
    modification: { operate: around(['UpdateDistribution'], forgetting('CallerReference')) },
    may: 'DistributionConfig.CallerReference.required',
    must: ['DistributionConfig.CallerReference.required'],
  },
  {
    name: 'list-lacks-traffic-config',
    modification: fault('traffic-config-lost-in-list'),
    may: 'lifecycle.list.echoes',
    must: ['lifecycle.list.echoes'],
  },
  {
    name: 'delete-does-nothing',
    modification: fault('delete-does-nothing'),
    may: '{lifecycle.*.{deleted,twice,after-delete},continuous-deployment.deleting-frees}',
    must: ['lifecycle.read.deleted'],
  },
  {
    name: 'etag-other-in-get-config',
    modification: fault('etag-other-in-get-config'),
    may: '{lifecycle.etag.agrees,continuous-deployment.get-config.agrees}',
    must: ['lifecycle.etag.agrees'],
  },
];

/** What the suite says of a base. */
export interface Judged {
  failing: string[];
  warning: string[];
  unjudged: { rule: string; reason: string }[];
  /** Rules that failed or warned although they are about something else. */
  strangers: string[];
  error?: string;
}

/** Judges a reference with such a defect by the whole suite. */
export async function judgeBase(base: Base): Promise<Judged> {
  const options = { seed: 1, runs: 20, settle: 50, lanes: 1 };
  const { sightings, skipped, error } = await trial(ownSuite(), [base.modification], options);
  const isOwn = picomatch(base.may, { bash: true });
  return {
    failing: sightings.filter(({ evidence }) => evidence !== 'inferred').map(({ rule }) => rule),
    warning: sightings.filter(({ evidence }) => evidence === 'inferred').map(({ rule }) => rule),
    unjudged: skipped,
    strangers: sightings
      .filter(({ rule }) => !isOwn(rule))
      .map(({ rule, operation, expected, actual }) => `${rule} on ${operation}: expected ${expected}, got ${actual}`),
    ...(error === undefined ? {} : { error }),
  };
}
