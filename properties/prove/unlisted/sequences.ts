import type { JsonObject } from '../../../src/core/json.ts';
import type { Context } from '../../../src/reference/context.ts';
import type { Modification } from '../../../src/reference/modification.ts';
import { refuse } from '../../../src/reference/refusal.ts';
import type { Distribution, StoredResource } from '../../../src/reference/state.ts';
import { afterRefusal, afterwards, around } from '../../../src/reference/wrapping.ts';
import { type Bug, CONFIG, CREATE, DELETE, failing, GET, GET_CONFIG, LIST, UPDATE } from './bug.ts';

const sequence = (name: string, modification: Modification): Bug => ({ kind: 'sequences', name, modification });
const time = (name: string, modification: Modification): Bug => ({ kind: 'times', name, modification });

const policyOf = ({ state }: Context, input: JsonObject): StoredResource | undefined =>
  state.policies.get(String(input.Id));
const put = ({ state }: Context, entry: StoredResource): void => {
  state.policies.set(entry.id, entry);
};
const traffic = (config: unknown): JsonObject => (config as JsonObject | undefined)?.TrafficConfig as JsonObject;

/** A server that remembers something between calls. */
const remembering = <T>(start: () => T, make: (memory: T) => Modification['operate']): Modification => ({
  operate: (before) => make(start())?.(before) ?? before,
});

const sequences: Bug[] = [
  sequence('reads count as changes of the version', {
    operate: afterwards([GET_CONFIG], (context, input) => {
      const policy = policyOf(context, input);
      if (policy) put(context, { ...policy, etag: context.behaviour.newEtag(policy.id, policy.version + 1_000) });
    }),
  }),
  sequence('a listing disables what it lists last', {
    operate: afterwards([LIST], (context) => {
      const last = [...context.state.policies.values()].at(-1);
      if (last && context.state.policies.size > 2)
        put(context, { ...last, config: { ...last.config, Enabled: false } });
    }),
  }),
  sequence('an update of one policy changes the switch of the one before it', {
    operate: afterwards([UPDATE], (context, input) => {
      const all = [...context.state.policies.values()];
      const before = all[all.findIndex(({ id }) => id === input.Id) - 1];
      if (before)
        put(context, {
          ...before,
          config: { ...before.config, Enabled: (input[CONFIG] as JsonObject).Enabled as boolean },
        });
    }),
  }),
  sequence('a delete takes along the policy made after it', {
    operate: (before) => {
      let next: string | undefined;
      const watching = around([DELETE], (inner) => async (context, input) => {
        const all = [...context.state.policies.values()];
        next = all[all.findIndex(({ id }) => id === input.Id) + 1]?.id;
        const result = await inner(context, input);
        if ('output' in result && next !== undefined && all.length > 2) context.state.policies.delete(next);
        return result;
      });
      return watching(before);
    },
  }),
  sequence(
    'an update back to what was stored before is lost',
    remembering(
      () => new Map<string, string>(),
      (earlier) =>
        around([UPDATE], (next) => async (context, input) => {
          const policy = policyOf(context, input);
          const wanted = JSON.stringify(input[CONFIG]);
          const isBack = earlier.get(String(input.Id)) === wanted;
          const result = await next(context, input);
          if ('output' in result && policy) {
            earlier.set(policy.id, JSON.stringify(policy.config));
            if (isBack) put(context, { ...policyOf(context, input)!, config: policy.config });
          }
          return result;
        }),
    ),
  ),
  sequence(
    'an update after a refused one is lost',
    remembering(
      () => new Set<string>(),
      (refused) => (before) => {
        const watch = afterRefusal([UPDATE], (_, input) => void refused.add(String(input.Id)));
        const lose = around([UPDATE], (next) => async (context, input) => {
          const policy = policyOf(context, input);
          const result = await next(context, input);
          if ('output' in result && policy && refused.delete(policy.id))
            put(context, { ...policyOf(context, input)!, config: policy.config });
          return result;
        });
        return lose(watch(before));
      },
    ),
  ),
  sequence('a change of type keeps the configuration of the type before', {
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const config = kept(sent, before);
        const [was, is] = [traffic(before), traffic(config)];
        if (!was || !is || was.Type === is.Type) return config;
        return { ...config, TrafficConfig: { ...was, ...is } };
      },
    }),
  }),
  sequence('an update without stickiness keeps that of before', {
    decide: ({ kept }) => ({
      kept: (sent, before) => {
        const config = kept(sent, before);
        const was = traffic(before)?.SingleWeightConfig as JsonObject | undefined;
        const is = traffic(config)?.SingleWeightConfig as JsonObject | undefined;
        if (!was?.SessionStickinessConfig || !is || is.SessionStickinessConfig) return config;
        const weight = { ...is, SessionStickinessConfig: was.SessionStickinessConfig };
        return { ...config, TrafficConfig: { ...traffic(config), SingleWeightConfig: weight } };
      },
    }),
  }),
  sequence('a second update of the same makes the version stay', {
    operate: around([UPDATE], (next) => async (context, input) => {
      const policy = policyOf(context, input);
      const isSame = JSON.stringify(policy?.config) === JSON.stringify(input[CONFIG]);
      const result = await next(context, input);
      if ('output' in result && policy && isSame) put(context, { ...policyOf(context, input)!, etag: policy.etag });
      return result;
    }),
  }),
  sequence(
    'a read after a delete of another fails',
    remembering(
      () => ({ deleted: false }),
      (memory) => (before) => {
        const watch = afterwards([DELETE], (context) => {
          memory.deleted = context.state.policies.size > 0;
        });
        const fail = around([GET], (next) => (context, input) => {
          const { deleted } = memory;
          memory.deleted = false;
          return deleted && policyOf(context, input) ? refuse('InternalFailure', 'Gone.') : next(context, input);
        });
        return fail(watch(before));
      },
    ),
  ),
  sequence('the fifth update of a policy fails', {
    operate: around(
      [UPDATE],
      (next) => (context, input) =>
        (policyOf(context, input)?.version ?? 0) >= 5 ? refuse('InternalFailure', 'Too many.') : next(context, input),
    ),
  }),
  sequence('a disabled policy can not be updated', {
    operate: around(
      [UPDATE],
      (next) => (context, input) =>
        policyOf(context, input)?.config.Enabled === false &&
        (input[CONFIG] as JsonObject | undefined)?.Enabled === false
          ? refuse('InvalidArgument', 'It is disabled.')
          : next(context, input),
    ),
  }),
  sequence(
    'a delete of what was read just before fails',
    remembering(
      () => ({ read: '' }),
      (memory) => (before) => {
        const watch = around([GET_CONFIG, UPDATE, LIST], (next) => (context, input) => {
          memory.read = '';
          return next(context, input);
        });
        const noted = afterwards([GET], (_, input) => {
          memory.read = String(input.Id);
        });
        const fail = around(
          [DELETE],
          (next) => (context, input) =>
            memory.read === input.Id && (policyOf(context, input)?.version ?? 0) > 1
              ? refuse('InternalFailure', 'Locked.')
              : next(context, input),
        );
        return fail(noted(watch(before)));
      },
    ),
  ),
  sequence(
    'GetConfig shows the configuration of before the latest update',
    remembering(
      () => new Map<string, JsonObject>(),
      (earlier) => (before) => {
        const watch = around([UPDATE], (next) => async (context, input) => {
          const policy = policyOf(context, input);
          const result = await next(context, input);
          if ('output' in result && policy && policy.version >= 2) earlier.set(policy.id, policy.config);
          return result;
        });
        const show = around([GET_CONFIG], (next) => async (context, input) => {
          const result = await next(context, input);
          const config = earlier.get(String(input.Id));
          return 'output' in result && config ? { output: { ...result.output, [CONFIG]: config } } : result;
        });
        return show(watch(before));
      },
    ),
  ),
  sequence(
    'a create with the configuration of a deleted one fails',
    remembering(
      () => new Set<string>(),
      (deleted) => (before) => {
        const watch = around([DELETE], (next) => async (context, input) => {
          const policy = policyOf(context, input);
          const result = await next(context, input);
          if ('output' in result && policy) deleted.add(JSON.stringify(policy.config));
          return result;
        });
        const fail = around(
          [CREATE],
          (next) => (context, input) =>
            deleted.has(JSON.stringify(input[CONFIG])) ? refuse('InternalFailure', 'Known.') : next(context, input),
        );
        return fail(watch(before));
      },
    ),
  ),
];

const times: Bug[] = [
  time('a read sets LastModifiedTime', {
    operate: afterwards([GET], (context, input) => {
      const policy = policyOf(context, input);
      if (policy) put(context, { ...policy, modified: context.now().toISOString() });
    }),
  }),
  time('a listing sets LastModifiedTime of all', {
    operate: afterwards([LIST], (context) => {
      for (const policy of context.state.policies.values())
        put(context, { ...policy, modified: context.now().toISOString() });
    }),
  }),
  time('a refused update sets LastModifiedTime', {
    operate: afterRefusal([UPDATE], (context, input) => {
      const policy = policyOf(context, input);
      if (policy) put(context, { ...policy, modified: context.now().toISOString() });
    }),
  }),
  time('an update of one sets LastModifiedTime of all', {
    operate: afterwards([UPDATE], (context) => {
      for (const policy of context.state.policies.values())
        put(context, { ...policy, modified: context.now().toISOString() });
    }),
  }),
  time('an update that changes nothing but the switch keeps LastModifiedTime', {
    operate: around([UPDATE], (next) => async (context, input) => {
      const policy = policyOf(context, input);
      const result = await next(context, input);
      const after = policyOf(context, input);
      if (policy && after && JSON.stringify(traffic(policy.config)) === JSON.stringify(traffic(after.config)))
        put(context, { ...after, modified: policy.modified });
      return result;
    }),
  }),
  time('a distribution keeps LastModifiedTime on an update', {
    operate: around(['UpdateDistribution'], (next) => async (context, input) => {
      const before = context.state.distributions.get(String(input.Id));
      const result = await next(context, input);
      const after = context.state.distributions.get(String(input.Id));
      if (before && after) context.state.distributions.set(after.id, { ...after, modified: before.modified });
      return result;
    }),
  }),
];

const distribution = (name: string, modification: Modification): Bug => ({ kind: 'distributions', name, modification });

/** What a write leaves of a distribution is changed. */
const losing = (name: string, change: (config: JsonObject, before: JsonObject) => JsonObject): Bug =>
  distribution(name, {
    decide: ({ kept }) => ({
      kept: (sent, before) =>
        sent.DefaultCacheBehavior === undefined || before === undefined
          ? kept(sent, before)
          : change(kept(sent, before), before),
    }),
  });

const behaviour =
  (change: (one: JsonObject, before: JsonObject) => JsonObject) =>
  (config: JsonObject, before: JsonObject): JsonObject => ({
    ...config,
    DefaultCacheBehavior: change(config.DefaultCacheBehavior as JsonObject, before.DefaultCacheBehavior as JsonObject),
  });

const promotion = (
  name: string,
  change: (after: JsonObject, primary: JsonObject, staging: JsonObject) => JsonObject,
): Bug =>
  distribution(name, {
    decide: ({ promoted }) => ({
      promoted: (primary, staging) => change(promoted(primary, staging), primary, staging),
    }),
  });

const PROMOTE = 'UpdateDistributionWithStagingConfig';
const stagings = ({ state }: Context): Distribution[] =>
  [...state.distributions.values()].filter(({ config }) => config.Staging === true);

const distributions: Bug[] = [
  losing(
    'an update keeps the compression of before',
    behaviour((one, before) => ({ ...one, Compress: before.Compress! })),
  ),
  losing(
    'an update keeps the allowed methods of before',
    behaviour((one, before) => ({ ...one, AllowedMethods: before.AllowedMethods! })),
  ),
  losing(
    'an update keeps the viewer protocol policy of before',
    behaviour((one, before) => ({ ...one, ViewerProtocolPolicy: before.ViewerProtocolPolicy! })),
  ),
  losing('an update keeps the price class of before', (config, before) => ({
    ...config,
    PriceClass: before.PriceClass!,
  })),
  losing('an update keeps the comment of before', (config, before) => ({ ...config, Comment: before.Comment! })),
  losing('an update reverses the origins', (config) => {
    const origins = config.Origins as JsonObject & { Items: JsonObject[] };
    return { ...config, Origins: { ...origins, Items: origins.Items.map((one) => ({ ...one, OriginPath: '' })) } };
  }),
  losing('an update loses the country restrictions', (config) => ({
    ...config,
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  })),
  losing('an update sets IPv6', (config) => ({ ...config, IsIPV6Enabled: true })),
  promotion('a promotion leaves the comment', (after, primary) => ({ ...after, Comment: primary.Comment! })),
  promotion('a promotion leaves the origins', (after, primary) => ({ ...after, Origins: primary.Origins! })),
  promotion('a promotion leaves the default behaviour', (after, primary) => ({
    ...after,
    DefaultCacheBehavior: primary.DefaultCacheBehavior!,
  })),
  promotion('a promotion takes over the staging aliases', (after, _, staging) => ({
    ...after,
    Aliases: staging.Aliases!,
  })),
  promotion('a promotion makes the primary a staging distribution', (after) => ({ ...after, Staging: true })),
  promotion('a promotion leaves the default root object', (after, primary) => ({
    ...after,
    DefaultRootObject: primary.DefaultRootObject!,
  })),
  distribution('a promotion accepts any staging id', {
    operate: around([PROMOTE], (next) => (context, input) => {
      const known = context.state.distributions.has(String(input.StagingDistributionId ?? ''));
      const { StagingDistributionId: _, ...rest } = input;
      return next(context, known ? input : rest);
    }),
  }),
  distribution(
    'a promotion fails on an odd staging id',
    failing([PROMOTE], ({ StagingDistributionId }) => /[^A-Za-z0-9]/.test(String(StagingDistributionId ?? ''))),
  ),
  distribution('a promotion with the ETags the other way round is done', {
    operate: around([PROMOTE], (next) => (context, input) => {
      const [first = '', second = ''] = String(input.IfMatch ?? '')
        .split(',')
        .map((one) => one.trim());
      const primary = context.state.distributions.get(String(input.Id));
      return next(context, primary && second === primary.etag ? { ...input, IfMatch: `${second},${first}` } : input);
    }),
  }),
  distribution('a promotion with the ETag of the primary twice is done', {
    operate: around([PROMOTE], (next) => (context, input) => {
      const etags = String(input.IfMatch ?? '')
        .split(',')
        .map((one) => one.trim());
      const [staging] = stagings(context).filter(({ id }) => id === input.StagingDistributionId);
      return next(
        context,
        staging && etags.length === 2 && etags[0] === etags[1]
          ? { ...input, IfMatch: `${etags[0]},${staging.etag}` }
          : input,
      );
    }),
  }),
  distribution('a promotion disables the primary', {
    operate: afterwards([PROMOTE], (context, input) => {
      const primary = context.state.distributions.get(String(input.Id));
      if (primary)
        context.state.distributions.set(primary.id, { ...primary, config: { ...primary.config, Enabled: false } });
    }),
  }),
  distribution('a copy keeps the comment empty', {
    decide: ({ copied }) => ({ copied: (primary, sent) => ({ ...copied(primary, sent), Comment: '' }) }),
  }),
  distribution('a copy is always enabled', {
    decide: ({ copied }) => ({ copied: (primary, sent) => copied(primary, { ...sent, enabled: true }) }),
  }),
  distribution(
    'a copy with Staging false fails',
    failing(['CopyDistribution'], ({ Staging }) => Staging === false),
  ),
  distribution(
    'a copy with a CallerReference of 200 characters fails',
    failing(['CopyDistribution'], ({ CallerReference }) => String(CallerReference).length > 128),
  ),
  distribution(
    'a copy of an unknown primary fails',
    failing(
      ['CopyDistribution'],
      ({ PrimaryDistributionId }, { state }) => !state.distributions.has(String(PrimaryDistributionId)),
    ),
  ),
  distribution('an update of the policy detaches it', {
    operate: afterwards([UPDATE], (context, input) => {
      for (const one of context.state.distributions.values())
        if (one.config.ContinuousDeploymentPolicyId === input.Id) {
          const { ContinuousDeploymentPolicyId: _, ...config } = one.config;
          context.state.distributions.set(one.id, { ...one, config });
        }
    }),
  }),
];

export const SEQUENCE_BUGS: readonly Bug[] = [...sequences, ...times, ...distributions];
