import { isObject } from '../json.ts';
import { namesOf } from '../policies/claims.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../state.ts';
import { afterwards, around } from '../wrapping.ts';
import { CREATE, DELETE, type Fault, GET, GET_CONFIG, LIST } from './fault.ts';

/** Deleted policies that some operations go on to see. */
function hidden(name: string, breaks: string, about: string, operations: string[]): Fault {
  return {
    name,
    kind: 'written',
    breaks,
    about,
    operate: (before) => {
      const gone = new Map<string, StoredResource>();
      const deleting = around([DELETE], (next) => async (context, input) => {
        const policy = context.state.policies.get(String(input.Id));
        const result = await next(context, input);
        if (policy && 'output' in result) gone.set(policy.id, policy);
        return result;
      });
      const seeing = around(operations, (next) => (context, input) => {
        const { policies } = context.state;
        for (const [id, policy] of gone) policies.set(id, policy);
        // Reads and listings are done when they return, so nothing else sees what was put back.
        const result = next(context, input);
        for (const id of gone.keys()) policies.delete(id);
        return result;
      });
      return seeing(deleting(before));
    },
  };
}

/** What goes wrong when things are deleted. */
export const deleteFaults: Fault[] = [
  {
    name: 'delete-does-nothing',
    kind: 'written',
    breaks: 'lifecycle.{read.deleted,delete.twice,list.after-delete}',
    about: 'A delete is answered as done and leaves everything as it was.',
    operate: around([DELETE], (next) => async (context, input) => {
      const policy = context.state.policies.get(String(input.Id));
      const claims = new Map(context.state.claims);
      const result = await next(context, input);
      if (policy && 'output' in result) {
        context.state.policies.set(policy.id, policy);
        for (const [name, id] of claims) context.state.claims.set(name, id);
      }
      return result;
    }),
  },
  hidden('delete-hides-from-reads-only', 'lifecycle.list.after-delete', 'A deleted policy goes on to be listed.', [
    LIST,
  ]),
  hidden('delete-hides-from-lists-only', 'lifecycle.read.deleted', 'A deleted policy can still be read.', [
    GET,
    GET_CONFIG,
  ]),
  hidden('delete-leaves-config', 'lifecycle.read.deleted', 'The configuration of a deleted policy can still be read.', [
    GET_CONFIG,
  ]),
  {
    name: 'delete-twice',
    kind: 'written',
    breaks: 'lifecycle.delete.{twice,unknown-id}',
    about: 'Deleting what is gone succeeds.',
    operate: around([DELETE], (next) => async (context, input) => {
      const result = await next(context, input);
      return 'refusal' in result && result.refusal.code === 'NoSuchContinuousDeploymentPolicy'
        ? { output: {} }
        : result;
    }),
  },
  {
    name: 'delete-refused-but-done',
    kind: 'written',
    breaks: 'lifecycle.delete.refused-changes-nothing',
    about: 'A delete that is refused deletes all the same.',
    operate: around([DELETE], (next) => async (context, input) => {
      const result = await next(context, input);
      if ('refusal' in result) context.state.policies.delete(String(input.Id));
      return result;
    }),
  },
  {
    name: 'delete-takes-another',
    kind: 'written',
    breaks: 'lifecycle.delete.leaves-others',
    about: 'A delete takes the oldest policy with it.',
    operate: afterwards([DELETE], ({ state }) => {
      const [oldest] = state.policies.keys();
      if (oldest !== undefined) state.policies.delete(oldest);
    }),
  },
  {
    name: 'delete-keeps-name',
    kind: 'written',
    breaks: 'continuous-deployment.deleting-frees',
    about: 'The staging distribution of a deleted policy can have no other.',
    operate: (before) => {
      const held = new Set<string>();
      const deleting = around([DELETE], (next) => async (context, input) => {
        const policy = context.state.policies.get(String(input.Id));
        const result = await next(context, input);
        if (policy && 'output' in result) for (const name of namesOf(policy.config)) held.add(name);
        return result;
      });
      const creating = around([CREATE], (next) => (context, input) => {
        const config = input.ContinuousDeploymentPolicyConfig;
        const taken = isObject(config) && namesOf(config).some((name) => held.has(name));
        return taken ? refuse('StagingDistributionInUse', 'The name was used before.') : next(context, input);
      });
      return creating(deleting(before));
    },
  },
];
