import type { JsonObject } from '../../core/json.ts';
import { PLACES, type Place, part, slugOf } from '../checks/places.ts';
import { isObject } from '../json.ts';
import { claim, namesOf, release } from '../policies/claims.ts';
import { refuse } from '../refusal.ts';

import type { StoredResource } from '../state.ts';
import { afterRefusal, afterwards, around } from '../wrapping.ts';

import { replaced } from './config.ts';
import { CREATE, DELETE, type Fault, GET, LIST, UPDATE } from './fault.ts';

const configOf = (input: JsonObject): JsonObject =>
  isObject(input.ContinuousDeploymentPolicyConfig) ? input.ContinuousDeploymentPolicyConfig : {};

const PARTS: Place[] = ['enabled', 'items', 'weight', 'idleTtl', 'maximumTtl', 'header', 'value'];

/** Whether two configurations are the same but for one member, in which they differ. */
function differOnlyIn(place: Place, one: JsonObject, other: JsonObject): boolean {
  const [first, second] = [part(one, place), part(other, place)];
  if (first === undefined || second === undefined || JSON.stringify(first) === JSON.stringify(second)) return false;
  return JSON.stringify(replaced(one, place, () => second)) === JSON.stringify(other);
}

/** An update that changes one member alone. */
const alone = (place: Place): Fault[] => [
  {
    name: `update-of-${slugOf(place)}-alone-ignored`,
    kind: 'derived',
    breaks:
      '{lifecycle.update.*,lifecycle.read.after-update,*.{carried,literal},lifecycle.any-sequence,continuous-deployment.*}',
    about: `An update that changes ${PLACES[place].at(-1)} and nothing else is taken for one that changes nothing.`,
    decide: ({ kept }) => ({
      kept: (sent, before) => (before && differOnlyIn(place, before, sent) ? before : kept(sent, before)),
    }),
  },
  {
    name: `etag-kept-where-${slugOf(place)}-alone-changes`,
    kind: 'derived',
    breaks: 'lifecycle.etag.{changes,each-member}',
    about: `An update that changes ${PLACES[place].at(-1)} and nothing else leaves the ETag as it was.`,
    operate: around([UPDATE], (next) => async (context, input) => {
      const { policies } = context.state;
      const before = policies.get(String(input.Id));
      const result = await next(context, input);
      const after = policies.get(String(input.Id));
      if (!before || !after || 'refusal' in result || !differOnlyIn(place, before.config, after.config)) return result;
      policies.set(after.id, { ...after, etag: before.etag, version: before.version });
      return { output: { ...result.output, ETag: before.etag } };
    }),
  },
];

/** What goes wrong beside what was asked for. */
export const sideEffectFaults: Fault[] = [
  ...PARTS.flatMap(alone),
  {
    name: 'listing-turns-the-last-switch',
    kind: 'written',
    breaks: 'lifecycle.safe-reads',
    about: 'A listing disables the policy that it shows last.',
    operate: afterwards([LIST], ({ state }) => {
      const last = [...state.policies.values()].at(-1);
      if (last && state.policies.size > 2)
        state.policies.set(last.id, { ...last, config: { ...last.config, Enabled: false } });
    }),
  },
  {
    name: 'id-with-a-colon-fails-on-delete',
    kind: 'written',
    breaks: '{answer.no-server-error,lifecycle.unusual-parameters}',
    about: 'A delete of an id with a colon in it is answered 500.',
    operate: around(
      [DELETE],
      (next) => (context, input) =>
        String(input.Id).includes(':') ? refuse('InternalFailure', 'An exception was thrown.') : next(context, input),
    ),
  },
  {
    name: 'refused-move-takes-name',
    kind: 'written',
    breaks: 'continuous-deployment.refused-move',
    about: 'An update that is refused takes the staging distribution that it names.',
    operate: afterRefusal([UPDATE], ({ state }, input) => {
      const policy = state.policies.get(String(input.Id));
      const names = namesOf(configOf(input)).filter((name) => !state.claims.has(name));
      if (policy) for (const name of names) state.claims.set(name, policy.id);
    }),
  },
  {
    name: 'refused-move-frees-name',
    kind: 'written',
    breaks: 'continuous-deployment.refused-move',
    about: 'An update that is refused lets go of the staging distribution that the policy names.',
    operate: afterRefusal([UPDATE], (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      if (policy) release(context, policy);
    }),
  },
  {
    name: 'refused-delete-frees-name',
    kind: 'written',
    breaks: 'continuous-deployment.refused-delete',
    about: 'A delete that is refused lets go of the staging distribution that the policy names.',
    operate: afterRefusal([DELETE], (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      if (policy) release(context, policy);
    }),
  },
  {
    name: 'refused-create-takes-name',
    kind: 'written',
    breaks: '{lifecycle.create.refused-leaves-nothing,wire.*,continuous-deployment.*}',
    about: 'A create that is refused takes the staging distribution that it names.',
    operate: (before) => {
      const taken = new Set<string>();
      return around([CREATE], (next) => async (context, input) => {
        const names = namesOf(configOf(input));
        if (names.some((name) => taken.has(name))) return refuse('StagingDistributionInUse', 'It is taken.');
        const result = await next(context, input);
        if ('refusal' in result && !/InUse|Exists/.test(result.refusal.code)) for (const name of names) taken.add(name);
        return result;
      })(before);
    },
  },
  {
    name: 'disabled-policy-frees-name',
    kind: 'written',
    breaks: 'continuous-deployment.disabled-keeps',
    about: 'A policy that an update disables lets go of its staging distribution.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const result = await next(context, input);
      const policy = context.state.policies.get(String(input.Id));
      if (policy && 'output' in result) {
        if (policy.config.Enabled === true) claim(context, policy);
        else release(context, policy);
      }
      return result;
    }),
  },
  {
    name: 'whole-state-written-back',
    kind: 'written',
    breaks: 'lifecycle.concurrency.*',
    about: 'An update reads all policies, and two milliseconds later writes all of them back.',
    operate: around([UPDATE], (next) => async (context, input) => {
      const { policies } = context.state;
      const seen = new Map(policies);
      await context.sleep(2);
      const result = await next(context, input);
      const changed = policies.get(String(input.Id));
      if ('output' in result && changed)
        for (const [id, policy] of seen) if (policies.has(id) && id !== changed.id) policies.set(id, policy);
      return result;
    }),
  },
  {
    name: 'last-modified-of-any-policy',
    kind: 'written',
    breaks: 'lifecycle.last-modified.own',
    about: 'LastModifiedTime is the time of the last change of any policy.',
    operate: around([GET], (next) => (context, input) => {
      const latest = [...context.state.policies.values()]
        .map(({ modified }) => modified)
        .sort()
        .at(-1);
      const { shown } = context.behaviour;
      const behaviour = {
        ...context.behaviour,
        shown: (entry: StoredResource, showing: Parameters<typeof shown>[1]) => ({
          ...shown(entry, showing),
          ...(latest === undefined ? {} : { modified: latest }),
        }),
      };
      return next({ ...context, behaviour }, input);
    }),
  },
  {
    name: 'refused-update-sets-time',
    kind: 'written',
    breaks: 'lifecycle.last-modified.own',
    about: 'An update that is refused sets LastModifiedTime all the same.',
    operate: afterRefusal([UPDATE], ({ state, now }, input) => {
      const policy = state.policies.get(String(input.Id));
      if (policy) state.policies.set(policy.id, { ...policy, modified: now().toISOString() });
    }),
  },
  {
    name: 'header-names-compared-by-case',
    kind: 'written',
    breaks: 'wire.header-names',
    about: 'If-Match is only found under a name in lower case or as it is written on the page.',
    handle: (next) => (request) =>
      next({
        ...request,
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(
            ([name]) => !/^if-match$/i.test(name) || /^(if-match|If-Match)$/.test(name),
          ),
        ),
      }),
  },
];
