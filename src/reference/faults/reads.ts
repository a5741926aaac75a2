import type { JsonObject } from '../../core/json.ts';
import type { StoredResource } from '../state.ts';
import { afterwards, around } from '../wrapping.ts';
import { CREATE, type Fault, GET, GET_CONFIG, UPDATE } from './fault.ts';

/** Answers the named reads from what was there before the latest update, for the given number of reads. */
function stale(name: string, breaks: string, operations: string[], reads: number, about: string): Fault {
  return {
    name,
    kind: 'written',
    breaks,
    about,
    operate: (before) => {
      const old = new Map<string, { entry: StoredResource; left: number }>();
      const remembering = around([UPDATE], (next) => async (context, input) => {
        const entry = context.state.policies.get(String(input.Id));
        const result = await next(context, input);
        if (entry && 'output' in result) old.set(entry.id, { entry, left: reads });
        return result;
      });
      const forgetting = around(operations, (next) => async (context, input) => {
        const id = String(input.Id);
        const { policies } = context.state;
        const memory = old.get(id);
        const present = policies.get(id);
        if (!memory || !present || memory.left === 0) return next(context, input);
        memory.left -= 1;
        policies.set(id, memory.entry);
        const result = await next(context, input);
        policies.set(id, present);
        return result;
      });
      return forgetting(remembering(before));
    },
  };
}

const times = (
  name: string,
  breaks: string,
  about: string,
  modified: (now: Date, before: string | undefined) => string,
): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: () => ({ modified }),
});

/** What goes wrong when things are read. */
export const readFaults: Fault[] = [
  stale(
    'stale-read',
    'lifecycle.read.after-update',
    [GET],
    Number.POSITIVE_INFINITY,
    'After an update a read shows what was before it.',
  ),
  stale(
    'stale-first-read',
    'lifecycle.read.after-update',
    [GET],
    1,
    'After an update the first read shows what was before it.',
  ),
  stale(
    'stale-config-read',
    'lifecycle.read.after-update',
    [GET_CONFIG],
    Number.POSITIVE_INFINITY,
    'After an update reading the configuration shows what was before it.',
  ),
  {
    name: 'stale-list',
    kind: 'written',
    breaks: 'lifecycle.list.after-update',
    about: 'Listings show a policy as it was created.',
    decide: ({ shown }) => {
      const first = new Map<string, StoredResource>();
      return {
        shown: (entry, showing) => {
          const before = shown(entry, showing);
          if (showing === 'create') first.set(entry.id, before);
          return showing === 'list' ? (first.get(entry.id) ?? before) : before;
        },
      };
    },
  },
  {
    name: 'read-unknown-id',
    kind: 'written',
    breaks: 'lifecycle.read.unknown-id',
    about: 'Reading an unknown id gives some other policy.',
    operate: around([GET, GET_CONFIG], (next) => (context, input) => {
      const { policies } = context.state;
      const [other] = policies.keys();
      return next(context, policies.has(String(input.Id)) ? input : { ...input, Id: other });
    }),
  },
  {
    name: 'read-unknown-id-is-empty',
    kind: 'written',
    breaks: 'lifecycle.read.{unknown-id,deleted}',
    about: 'Reading an unknown id gives an empty policy.',
    operate: around([GET], (next) => async (context, input) => {
      const result = await next(context, input);
      return 'refusal' in result ? { output: { ContinuousDeploymentPolicy: {} } } : result;
    }),
  },
  {
    name: 'read-config-of-the-latest',
    kind: 'written',
    breaks: 'lifecycle.{read.after-*,*.leaves-others}',
    about: 'Reading a configuration gives that of the policy that was written last, whatever the id.',
    operate: (before) => {
      let latest: JsonObject | undefined;
      const writing = afterwards([UPDATE, CREATE], (_, input) => {
        latest = input.ContinuousDeploymentPolicyConfig as JsonObject;
      });
      const reading = around([GET_CONFIG], (next) => async (context, input) => {
        const result = await next(context, input);
        return 'output' in result && latest
          ? { output: { ...result.output, ContinuousDeploymentPolicyConfig: latest } }
          : result;
      });
      return reading(writing(before));
    },
  },
  times(
    'modified-goes-back',
    'lifecycle.last-modified.never-goes-back',
    'LastModifiedTime goes back with every update.',
    (now, before) => new Date((before === undefined ? now : new Date(before)).getTime() - 1000).toISOString(),
  ),
  {
    name: 'last-modified-is-now',
    kind: 'written',
    breaks: 'lifecycle.last-modified.*',
    about: 'LastModifiedTime is the time of the answer, in whole seconds.',
    decide: ({ shown }) => ({
      shown: (entry, showing) => ({ ...shown(entry, showing), modified: `${new Date().toISOString().slice(0, 19)}Z` }),
    }),
  },
  times(
    'modified-in-words',
    'lifecycle.last-modified.timestamp',
    'LastModifiedTime is no timestamp.',
    () => 'just now',
  ),
  times('modified-in-seconds', 'lifecycle.last-modified.timestamp', 'LastModifiedTime is a number of seconds.', (now) =>
    String(Math.floor(now.getTime() / 1000)),
  ),
];
