import type { Json, JsonObject } from '../../core/json.ts';
import { type PLACES, part } from '../checks/places.ts';
import type { Context, Operate } from '../context.ts';
import { isObject } from '../json.ts';
import { type OperationResult, refuse } from '../refusal.ts';
import { answers, bodyText, requests, rewritten, withBody } from '../rewriting.ts';
import type { StoredResource } from '../state.ts';
import { afterwards, around } from '../wrapping.ts';
import { replaced, without } from './config.ts';
import { CREATE, DELETE, type Fault, GET, GET_CONFIG, LIST, UPDATE } from './fault.ts';
import { STORED, stores } from './fields.ts';

const ACCEPTS = 'lifecycle.{create,update}.{accepts-supported,echoes,accepts-fresh-if-match}';
const configOf = (input: JsonObject): JsonObject =>
  isObject(input.ContinuousDeploymentPolicyConfig) ? input.ContinuousDeploymentPolicyConfig : {};

/** Refuses what is supported. */
const refuses = (
  name: string,
  about: string,
  operations: string[],
  when: (config: JsonObject, input: JsonObject, context: Context) => boolean,
  breaks = `{${ACCEPTS},*.carried,SessionStickinessConfig.*,Continuous*,lifecycle.any-sequence}`,
  code = 'InvalidArgument',
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around(
    operations,
    (next) => (context, input) =>
      when(configOf(input), input, context) ? refuse(code, 'That is not understood.') : next(context, input),
  ),
});

const wrapped = (
  name: string,
  breaks: string,
  about: string,
  operations: string[],
  wrap: (next: Operate) => Operate,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  operate: around(operations, wrap),
});

const policyIn = (result: OperationResult): JsonObject | undefined =>
  'output' in result ? (result.output.ContinuousDeploymentPolicy as JsonObject | undefined) : undefined;

/** Changes the document of successful answers. */
const rewrites = (name: string, breaks: string, about: string, change: (text: string) => string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: answers((response) =>
    response.status < 300 && response.body.length > 0 ? withBody(response, change(bodyText(response))) : response,
  ),
});

/** Changes the document of requests. */
const misreads = (name: string, breaks: string, about: string, change: (text: string) => string): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  handle: requests((request) => rewritten(request, change)),
});

const number = (config: JsonObject, place: keyof typeof PLACES, change: (value: number) => Json): JsonObject =>
  replaced(config, place, (value) => (typeof value === 'number' ? change(value) : value));

const failure = refuse('InternalFailure', 'An exception was thrown.');
const CONSTRAINT = '{Continuous*,SessionStickiness*,TrafficConfig*,Staging*}';

/** What a hurried author of an emulator gets wrong. */
export const hurriedFaults: Fault[] = [
  // What is false or zero is taken for missing.
  refuses(
    'disabled-create-refused',
    'A create with Enabled false is refused, as if Enabled were missing.',
    [CREATE],
    ({ Enabled }) => Enabled === false,
  ),
  refuses(
    'disabled-update-refused',
    'An update with Enabled false is refused, as if Enabled were missing.',
    [UPDATE],
    ({ Enabled }) => Enabled === false,
  ),
  stores('disabled-create-enabled', 'Enabled false is taken for missing, and missing for true.', (config) =>
    replaced(config, 'enabled', (value) => value || true),
  ),
  // Members that depend on each other.
  {
    ...stores(
      'sessions-kept-on-update',
      'An update that leaves the sessions out keeps those of before.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'stickiness');
        const after = kept(sent, before);
        if (had === undefined || part(after, 'weightConfig') === undefined || part(after, 'stickiness') !== undefined)
          return after;
        return replaced(after, 'weightConfig', (weight) => ({
          ...(weight as JsonObject),
          SessionStickinessConfig: had,
        }));
      },
    }),
    breaks: `{lifecycle.update.*,lifecycle.read.after-update,lifecycle.list.after-update,*.carried}`,
  },
  {
    ...stores(
      'other-choice-kept-on-update',
      'An update from a weight to a header keeps the weight beside it.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'weightConfig');
        const after = kept(sent, before);
        if (had === undefined || part(after, 'headerConfig') === undefined) return after;
        return replaced(after, 'traffic', (traffic) => ({ ...(traffic as JsonObject), SingleWeightConfig: had }));
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,lifecycle.selected-only}',
  },
  {
    ...stores('type-kept-on-update', 'The type of traffic is that of the create for ever.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const type = before && part(before, 'type');
        return type === undefined ? kept(sent, before) : replaced(kept(sent, before), 'type', () => type);
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,*.carried}',
  },
  {
    ...stores('name-kept-on-update', 'The staging distribution is that of the create for ever.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const names = before && part(before, 'items');
        return names === undefined ? kept(sent, before) : replaced(kept(sent, before), 'items', () => names);
      },
    }),
    breaks: '{lifecycle.update.*,lifecycle.read.after-update,continuous-deployment.*,*.carried}',
  },
  {
    ...stores('weight-only-rises', 'A weight is never lowered by an update.', (config) => config),
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const had = before && part(before, 'weight');
        return typeof had === 'number'
          ? number(kept(sent, before), 'weight', (weight) => Math.max(weight, had))
          : kept(sent, before);
      },
    }),
    breaks: '{lifecycle.*,*.carried}',
  },
  // Numbers.
  stores('weight-truncated-to-hundredths', 'A weight is kept with two decimals.', (config) =>
    number(config, 'weight', (weight) => Math.floor(weight * 100) / 100),
  ),
  stores('weight-plus-noise', 'A weight comes back with the noise of a sum.', (config) =>
    number(config, 'weight', (weight) => weight + 1e-6),
  ),
  rewrites('weight-with-comma', 'answer.matches-schema', 'A weight is written with a decimal comma.', (text) =>
    text.replace(/<Weight>(\d+)\.(\d+)</g, '<Weight>$1,$2<'),
  ),
  rewrites('weight-with-percent-sign', 'answer.matches-schema', 'A weight is written in percent.', (text) =>
    text.replace(/<Weight>([\d.]+)</g, (_, weight) => `<Weight>${Number(weight) * 100}%<`),
  ),
  rewrites(
    'quantity-as-text',
    'answer.matches-schema',
    'A Quantity is written as the number and the word items.',
    (text) => text.replace(/<Quantity>(\d+)</g, '<Quantity>$1 items<'),
  ),
  misreads('nan-taken-for-zero', CONSTRAINT, 'A TTL that is NaN is taken for 300.', (text) =>
    text.replace(/TTL>NaN</g, 'TTL>300<'),
  ),
  misreads('weight-nan-accepted', CONSTRAINT, 'A weight that is NaN passes every comparison.', (text) =>
    text.replace(/Weight>NaN</g, 'Weight>0.05<'),
  ),
  misreads('infinite-clamped', CONSTRAINT, 'An infinite number is taken for the greatest.', (text) =>
    text.replace(/TTL>Infinity</g, 'TTL>3600<').replace(/Weight>Infinity</g, 'Weight>0.15<'),
  ),
  misreads('digits-before-letters', CONSTRAINT, 'A number ends at the first letter.', (text) =>
    text.replace(/(TTL|Weight|Quantity)>([\d.]+)x</g, '$1>$2<'),
  ),
  misreads('fractions-cut', CONSTRAINT, 'A fraction where an integer is due is cut.', (text) =>
    text.replace(/(TTL|Quantity)>(\d+)\.\d+</g, '$1>$2<'),
  ),
  misreads('empty-number-is-default', CONSTRAINT, 'An empty number is taken for its default.', (text) =>
    text
      .replace(/TTL><\//g, 'TTL>300</')
      .replace(/Weight><\//g, 'Weight>0.05</')
      .replace(/Quantity><\//g, 'Quantity>1</'),
  ),
  misreads('word-is-true', CONSTRAINT, 'Any word that is not false is true.', (text) =>
    text.replace(/Enabled>(?!true|false)[^<]*</g, 'Enabled>true<'),
  ),
  misreads('negative-made-positive', CONSTRAINT, 'The sign of a number is dropped.', (text) =>
    text.replace(/(TTL|Weight|Quantity)>-(\d)/g, '$1>$2'),
  ),
  refuses(
    'quantity-of-nine-digits-fails',
    'A Quantity of nine or more digits is answered 500.',
    [CREATE, UPDATE],
    (config) => String(part(config, 'quantity')).length >= 9,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'quantity-beyond-32-bits-fails',
    'A Quantity beyond 32 bits is answered 500.',
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) > 2 ** 31,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'quantity-beyond-64-bits-fails',
    'A Quantity beyond 64 bits is answered 500.',
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) >= 2 ** 63,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'huge-ttl-fails',
    'A TTL beyond 64 bits is answered 500.',
    [CREATE, UPDATE],
    (config) => Number(part(config, 'idleTtl')) >= 2 ** 63 || Number(part(config, 'maximumTtl')) >= 2 ** 63,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'negative-quantity-fails',
    'A negative Quantity is answered 500.',
    [CREATE, UPDATE],
    (config) => Number(part(config, 'quantity')) < 0,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'large-quantity-allocates',
    'A Quantity above 900 allocates a list of that length and fails.',
    [CREATE],
    (config) => Number(part(config, 'quantity')) > 900,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'quantity-word-fails',
    'A Quantity that is no number is answered 500.',
    [CREATE, UPDATE],
    (config) => typeof part(config, 'quantity') === 'string',
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'weight-word-fails',
    'A weight that is no number is answered 500.',
    [UPDATE],
    (config) => typeof part(config, 'weight') === 'string',
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'no-items-fails',
    'Names without Items are answered 500.',
    [CREATE, UPDATE],
    (config) => part(config, 'names') !== undefined && part(config, 'items') === undefined,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'no-traffic-fails',
    'A configuration without traffic is answered 500.',
    [CREATE, UPDATE],
    (config) => part(config, 'traffic') === undefined,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'long-value-fails',
    'A value of more than 1,000 characters is answered 500.',
    [CREATE, UPDATE],
    (config) => String(part(config, 'value') ?? '').length > 1_000,
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'emoji-fails',
    'A value with an emoji is answered 500.',
    [CREATE, UPDATE],
    (config) => /[\u{10000}-\u{10ffff}]/u.test(String(part(config, 'value') ?? '')),
    'answer.no-server-error',
    'InternalFailure',
  ),
  refuses(
    'header-twice-refused',
    'A header that another policy has is refused.',
    [CREATE, UPDATE],
    (config, input, { state }) => {
      const header = part(config, 'header');
      return (
        header !== undefined &&
        [...state.policies.values()].some(
          ({ id, config: other }) => id !== input.Id && part(other, 'header') === header,
        )
      );
    },
  ),
  // Conditional writes.
  wrapped(
    'stale-same-update-accepted',
    'lifecycle.update.refuses-stale-if-match',
    'An update that would change nothing is accepted whatever its If-Match.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      const same = policy && JSON.stringify(policy.config) === JSON.stringify(configOf(input));
      return next(context, same && input.IfMatch !== undefined ? { ...input, IfMatch: policy.etag } : input);
    },
  ),
  wrapped(
    'if-match-optional-once-updated',
    'lifecycle.update.requires-if-match',
    'Who updated once needs no If-Match any more.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && policy.version > 1 && input.IfMatch === undefined ? { ...input, IfMatch: policy.etag } : input,
      );
    },
  ),
  wrapped(
    'delete-without-if-match-once-updated',
    'lifecycle.delete.requires-if-match',
    'What was updated can be deleted without If-Match.',
    [DELETE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && policy.version > 1 && input.IfMatch === undefined ? { ...input, IfMatch: policy.etag } : input,
      );
    },
  ),
  wrapped(
    'previous-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,concurrency.*}',
    'The ETag before the present one is good too.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      const previous = policy && context.behaviour.newEtag(policy.id, policy.version - 1);
      return next(context, policy && input.IfMatch === previous ? { ...input, IfMatch: policy.etag } : input);
    },
  ),
  wrapped(
    'first-etag-accepted',
    'lifecycle.{update.refuses-stale-if-match,delete.refuses-stale-if-match,concurrency.*}',
    'The ETag of the create is always good.',
    [UPDATE],
    (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return next(
        context,
        policy && input.IfMatch === context.behaviour.newEtag(policy.id, 1)
          ? { ...input, IfMatch: policy.etag }
          : input,
      );
    },
  ),
  wrapped(
    'refused-delete-done-later',
    'lifecycle.{delete.*,every-transition,any-sequence}',
    'A delete that is refused for its If-Match is done all the same.',
    [DELETE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      if ('refusal' in result && input.IfMatch !== undefined) context.state.policies.delete(String(input.Id));
      return result;
    },
  ),
  wrapped(
    'delete-frees-every-name',
    'continuous-deployment.*',
    'A delete frees the staging distributions of all policies.',
    [DELETE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      if ('output' in result) context.state.claims.clear();
      return result;
    },
  ),
  // Answers that are put together by hand.
  wrapped(
    'update-answers-another-id',
    '{lifecycle.{update.*,any-sequence,every-transition},continuous-deployment.*}',
    'The answer to an update has the id of the newest policy.',
    [UPDATE],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const policy = policyIn(result);
      const newest = [...context.state.policies.keys()].at(-1);
      return policy && 'output' in result
        ? { output: { ...result.output, ContinuousDeploymentPolicy: { ...policy, Id: newest! } } }
        : result;
    },
  ),
  wrapped(
    'create-answers-etag-of-another',
    'lifecycle.{etag.agrees,update.accepts-fresh-if-match}',
    'The answer to a create has the ETag of the policy before.',
    [CREATE],
    (next) => async (context, input) => {
      const [previous] = [...context.state.policies.values()].slice(-1);
      const result = await next(context, input);
      return previous && 'output' in result ? { output: { ...result.output, ETag: previous.etag } } : result;
    },
  ),
  wrapped(
    'read-answers-other-id',
    'lifecycle.read.after-*',
    'A read gives the id in capitals.',
    [GET],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const policy = policyIn(result);
      return policy && 'output' in result
        ? {
            output: {
              ...result.output,
              ContinuousDeploymentPolicy: { ...policy, Id: String(policy.Id).toUpperCase() },
            },
          }
        : result;
    },
  ),
  {
    name: 'config-of-the-create',
    kind: 'written',
    breaks: 'lifecycle.{read.after-update,update.echoes}',
    about: 'GetConfig gives what was created, not what was updated.',
    operate: (before) => {
      const created = new Map<string, JsonObject>();
      const creating = afterwards([CREATE], (_, input, result) => {
        const policy = policyIn(result);
        if (policy) created.set(String(policy.Id), configOf(input));
      });
      const reading = around([GET_CONFIG], (next) => async (context, input) => {
        const result = await next(context, input);
        const first = created.get(String(input.Id));
        return 'output' in result && first
          ? { output: { ...result.output, ContinuousDeploymentPolicyConfig: first } }
          : result;
      });
      return reading(creating(before));
    },
  },
  {
    name: 'create-answers-before-storing',
    kind: 'written',
    breaks: '{lifecycle.read.after-create,lifecycle.list.after-create,lifecycle.*}',
    about: 'A policy can be read three milliseconds after its create was answered.',
    operate: (before) => {
      const born = new Map<string, number>();
      const creating = afterwards([CREATE], (_, __, result) => {
        const policy = policyIn(result);
        if (policy) born.set(String(policy.Id), performance.now());
      });
      const reading = around(
        [GET],
        (next) => (context, input) =>
          performance.now() - (born.get(String(input.Id)) ?? 0) < 3
            ? refuse('NoSuchContinuousDeploymentPolicy', 'Not yet.')
            : next(context, input),
      );
      return reading(creating(before));
    },
  },
  rewrites(
    'empty-members-written',
    '{lifecycle.selected-only,answer.matches-schema}',
    'Every member that a policy may have is written, empty where it was not sent.',
    (text) =>
      text.replace(
        /<TrafficConfig>(?!.*<SingleHeaderConfig>)(.*?)<\/TrafficConfig>/g,
        '<TrafficConfig>$1<SingleHeaderConfig><Header/><Value/></SingleHeaderConfig></TrafficConfig>',
      ),
  ),
  rewrites(
    'list-doubled-envelope',
    'answer.{matches-schema,readable}',
    'A listing has one element too many around it.',
    (text) =>
      text.replace(
        /(<ContinuousDeploymentPolicyList[^>]*>)(.*)(<\/ContinuousDeploymentPolicyList>)/s,
        '$1<ContinuousDeploymentPolicyList>$2</ContinuousDeploymentPolicyList>$3',
      ),
  ),
  rewrites('items-quantity-left-out', 'answer.matches-schema', 'The Quantity of names is left out.', (text) =>
    text.replace(/(<StagingDistributionDnsNames>)<Quantity>\d+<\/Quantity>/g, '$1'),
  ),
  rewrites('names-not-counted', '{answer.counts,lifecycle.*}', 'The Quantity of names is 2.', (text) =>
    text.replace(/(<StagingDistributionDnsNames>)<Quantity>\d+<\/Quantity>/g, '$1<Quantity>2</Quantity>'),
  ),
  // Listings.
  wrapped(
    'list-of-the-enabled-first',
    'lifecycle.list.pages',
    'Every page of a listing is sorted by itself after it was cut from an unsorted list.',
    [LIST],
    (next) => (context, input) => {
      const { page } = context.behaviour;
      let calls = 0;
      const behaviour: typeof context.behaviour = {
        ...context.behaviour,
        page: (entries, request) => {
          const all = [...entries];
          return page(
            request.after === 0 && calls++ === 0
              ? all.toReversed().map((entry, index) => ({ ...entry, sequence: all[index]!.sequence }))
              : all,
            request,
          );
        },
      };
      return next({ ...context, behaviour }, input);
    },
  ),
  wrapped(
    'list-of-a-hundred',
    'lifecycle.{list.*,concurrency.*}',
    'A listing never has more than two entries and says nothing of the rest.',
    [LIST],
    (next) => (context, input) => {
      const { page } = context.behaviour;
      const behaviour: typeof context.behaviour = {
        ...context.behaviour,
        page: (entries, request) => ({
          ...page(entries, { ...request, maxItems: Math.min(2, request.maxItems) }),
          next: undefined,
        }),
      };
      return next({ ...context, behaviour }, input);
    },
  ),
  wrapped(
    'list-marker-lost',
    'lifecycle.list.pages',
    'The second page of a listing has no marker.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list && input.Marker
        ? { output: { ContinuousDeploymentPolicyList: { ...list, NextMarker: undefined } } }
        : result;
    },
  ),
  wrapped(
    'list-quantity-off-by-one',
    'lifecycle.list.quantity',
    'The Quantity of a listing is one less than it should be.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list
        ? { output: { ContinuousDeploymentPolicyList: { ...list, Quantity: Math.max(0, Number(list.Quantity) - 1) } } }
        : result;
    },
  ),
  wrapped(
    'list-max-items-constant',
    'lifecycle.list.repeats-max-items',
    'A listing always repeats 100 as MaxItems.',
    [LIST],
    (next) => async (context, input) => {
      const result = await next(context, input);
      const list = 'output' in result ? (result.output.ContinuousDeploymentPolicyList as JsonObject) : undefined;
      return list ? { output: { ContinuousDeploymentPolicyList: { ...list, MaxItems: 100 } } } : result;
    },
  ),
  // Errors.
  wrapped(
    'unknown-id-in-config-fails',
    'answer.no-server-error',
    'The configuration of an unknown id is answered 500.',
    [GET_CONFIG],
    (next) => async (context, input) => {
      const result = await next(context, input);
      return 'refusal' in result ? failure : result;
    },
  ),
  wrapped(
    'update-of-unknown-id-fails',
    'answer.no-server-error',
    'An update of an unknown id is answered 500.',
    [UPDATE],
    (next) => (context, input) => (context.state.policies.has(String(input.Id)) ? next(context, input) : failure),
  ),
  wrapped(
    'delete-of-unknown-id-succeeds',
    'lifecycle.delete.{unknown-id,twice}',
    'A delete of an unknown id succeeds.',
    [DELETE],
    (next) => (context, input) =>
      context.state.policies.has(String(input.Id)) ? next(context, input) : { output: {} },
  ),
  {
    name: 'update-revives-the-deleted',
    kind: 'written',
    breaks: 'lifecycle.update.deleted',
    about: 'An update of what was deleted brings it back.',
    operate: (before) => {
      const deleted = new Map<string, StoredResource>();
      const deleting = around([DELETE], (next) => async (context, input) => {
        const policy = context.state.policies.get(String(input.Id));
        const result = await next(context, input);
        if (policy && 'output' in result) deleted.set(policy.id, policy);
        return result;
      });
      const updating = around([UPDATE], (next) => (context, input) => {
        const policy = deleted.get(String(input.Id));
        if (policy) context.state.policies.set(policy.id, policy);
        return next(context, policy ? { ...input, IfMatch: policy.etag } : input);
      });
      return updating(deleting(before));
    },
  },
  {
    ...stores(
      'everything-but-enabled-lost-on-create',
      'A create stores Enabled and the names alone.',
      (config) => config,
    ),
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        before || sent.DefaultCacheBehavior !== undefined ? kept(sent, before) : without(kept(sent, before), 'traffic'),
    }),
    breaks: STORED,
  },
];
