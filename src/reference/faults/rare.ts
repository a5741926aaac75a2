import type { JsonObject } from '../../core/json.ts';
import { CHECKS } from '../checks/index.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import { afterRefusal, around } from '../wrapping.ts';
import { CREATE, DELETE, type Fault, GET, LIST, UPDATE } from './fault.ts';

const configOf = ({ ContinuousDeploymentPolicyConfig: config }: JsonObject): JsonObject =>
  isObject(config) ? config : {};

const weightOf = (input: JsonObject): unknown => {
  const { TrafficConfig: traffic } = configOf(input);
  const single = isObject(traffic) ? traffic.SingleWeightConfig : undefined;
  return isObject(single) ? single.Weight : undefined;
};

/** Whether a weight has a third decimal. */
const fine = (input: JsonObject): boolean => {
  const weight = weightOf(input);
  return typeof weight === 'number' && Math.round(weight * 1000) % 10 !== 0;
};

const broken = (input: JsonObject): number =>
  CHECKS.filter(({ open, test }) => open === undefined && 'broken' in test && test.broken(configOf(input))).length;

/** What goes wrong with some values, at some times, or after a while. */
export const rareFaults: Fault[] = [
  {
    name: 'fine-weight-refused-on-create',
    kind: 'written',
    breaks: '{lifecycle.create.{accepts-supported,echoes},*.carried}',
    about: 'A create with a Weight of three decimals is refused.',
    operate: around(
      [CREATE],
      (next) => (context, input) =>
        fine(input) ? refuse('InvalidArgument', 'Too many decimals.') : next(context, input),
    ),
  },
  {
    name: 'fine-weight-refused-on-update',
    kind: 'written',
    breaks: '{lifecycle.update.{accepts-supported,echoes},*.carried}',
    about: 'An update with a Weight of three decimals is refused.',
    operate: around(
      [UPDATE],
      (next) => (context, input) =>
        fine(input) ? refuse('InvalidArgument', 'Too many decimals.') : next(context, input),
    ),
  },
  {
    name: 'two-wrongs-accepted',
    kind: 'written',
    breaks: 'constraints.two-at-once',
    about: 'A create that breaks two demands is accepted.',
    operate: around([CREATE], (next) => (context, input) => {
      const behaviour = { ...context.behaviour, enforces: () => false };
      return next(broken(input) > 1 ? { ...context, behaviour } : context, input);
    }),
  },
  {
    name: 'delete-refused-after-two-updates',
    kind: 'written',
    breaks: 'lifecycle.{every-transition,any-sequence}',
    about: 'What was updated twice can not be deleted.',
    operate: around([DELETE], (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      return policy && policy.version > 2 && input.IfMatch === policy.etag
        ? refuse('PreconditionFailed', 'There are too many versions.')
        : next(context, input);
    }),
  },
  {
    name: 'third-update-not-stored',
    kind: 'written',
    breaks: 'lifecycle.{every-transition,any-sequence}',
    about: 'From the third update of a policy on its configuration stays as it was.',
    operate: around([UPDATE], (next) => (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      if (!policy || policy.version < 3) return next(context, input);
      const { kept } = context.behaviour;
      const behaviour = {
        ...context.behaviour,
        kept: (sent: JsonObject, before: JsonObject | undefined) => before ?? kept(sent, before),
      };
      return next({ ...context, behaviour }, input);
    }),
  },
  {
    name: 'racing-updates-all-refused',
    kind: 'written',
    breaks: 'lifecycle.concurrency.one-update-wins',
    about: 'Of updates that come at once none succeeds.',
    operate: (before) => {
      const coming = new Map<string, number>();
      return around([UPDATE], (next) => async (context, input) => {
        const id = String(input.Id);
        coming.set(id, (coming.get(id) ?? 0) + 1);
        await context.sleep(2);
        const others = coming.get(id)! > 1;
        setTimeout(() => coming.set(id, coming.get(id)! - 1), 4).unref();
        return others ? refuse('PreconditionFailed', 'Somebody else writes.') : next(context, input);
      })(before);
    },
  },
  {
    name: 'torn-read',
    kind: 'written',
    breaks: 'lifecycle.concurrency.linearizable-reads',
    about: 'A read that comes at once with an update has the configuration of before with the ETag of after.',
    operate: around([GET], (next) => async (context, input) => {
      const result = await next(context, input);
      await context.sleep(2);
      const present = context.state.policies.get(String(input.Id));
      return 'output' in result && present ? { output: { ...result.output, ETag: present.etag } } : result;
    }),
  },
  {
    name: 'stale-update-kept',
    kind: 'written',
    breaks: 'lifecycle.{concurrency.losers-change-nothing,update.refused-changes-nothing}',
    about: 'An update that comes with the ETag of before is refused, and stored all the same.',
    operate: afterRefusal([UPDATE], ({ state }, input) => {
      const policy = state.policies.get(String(input.Id));
      const supported = policy && policy.etag !== input.IfMatch && /^E[A-Z0-9]{13}$/.test(String(input.IfMatch ?? ''));
      if (supported) state.policies.set(policy.id, { ...policy, config: configOf(input) });
    }),
  },
  {
    name: 'fails-after-a-while',
    kind: 'written',
    breaks: 'answer.no-server-error',
    about: 'After eighty requests every tenth is answered 500.',
    handle: (next) => {
      let seen = 0;
      return async (request) => {
        seen++;
        return seen > 80 && seen % 10 === 0 ? { status: 500, headers: {}, body: new Uint8Array(0) } : next(request);
      };
    },
  },
  {
    name: 'stores-less-after-a-while',
    kind: 'written',
    breaks: '{lifecycle.{*.echoes,*.after-{create,update},update.replaces,every-transition,any-sequence},*.carried}',
    about: 'From the fiftieth write on what a policy does to traffic is lost.',
    decide: ({ kept }) => {
      let writes = 0;
      return {
        kept: (sent, before) => {
          writes++;
          const { TrafficConfig: _, ...rest } = kept(sent, before);
          return writes >= 50 && sent.DefaultCacheBehavior === undefined ? rest : kept(sent, before);
        },
      };
    },
  },
  {
    name: 'listing-forgets-after-a-while',
    kind: 'written',
    breaks: 'lifecycle.{list.*,every-transition,any-sequence}',
    about: 'After ten listings what was created since is not listed any more.',
    operate: (before) => {
      let listings = 0;
      let latest = Number.POSITIVE_INFINITY;
      return around([LIST], (next) => (context, input) => {
        const { page } = context.behaviour;
        listings++;
        if (listings === 10) latest = Math.max(0, ...[...context.state.policies.values()].map((one) => one.sequence));
        const behaviour: typeof context.behaviour = {
          ...context.behaviour,
          page: (entries, request) =>
            page(
              [...entries].filter(({ sequence }) => sequence <= latest),
              request,
            ),
        };
        return next({ ...context, behaviour }, input);
      })(before);
    },
  },
];
