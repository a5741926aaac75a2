import { answers } from '../rewriting.ts';
import { afterwards } from '../wrapping.ts';
import type { Fault } from './fault.ts';

/** What goes wrong with ids. */
export const idFaults: Fault[] = [
  {
    name: 'ids-reused',
    kind: 'written',
    breaks: 'lifecycle.id.never-reused',
    about: 'A policy that is made for the same staging distribution again gets the id of the deleted one.',
    decide: ({ newId }) => ({ newId: (naming) => newId({ ...naming, use: 0 }) }),
  },
  {
    name: 'ids-from-a-coarse-clock',
    kind: 'written',
    breaks: 'lifecycle.{id.unique,concurrency.ids}',
    about: 'Policies that are created within the same 20 milliseconds share an id.',
    decide: ({ newId }) => ({
      newId: (naming) =>
        naming.kind === 'policy' ? newId({ ...naming, name: '', use: Math.floor(Date.now() / 20) }) : newId(naming),
    }),
  },
  {
    name: 'ids-few',
    kind: 'written',
    breaks: 'lifecycle.{id.unique,concurrency.ids,create.leaves-others}',
    about: 'There are sixteen different ids in all, so that policies overwrite each other.',
    decide: ({ newId }) => ({
      newId: (naming) =>
        naming.kind === 'policy' ? newId({ ...naming, name: newId(naming)[0]!, use: 0 }) : newId(naming),
    }),
  },
  {
    name: 'id-of-answer-differs',
    kind: 'written',
    breaks: 'lifecycle.read.after-create',
    about: 'The answer to a create gives an id that nothing has.',
    decide: ({ shown }) => ({
      shown: (entry, showing) => {
        const before = shown(entry, showing);
        return showing === 'create' ? { ...before, id: [...before.id].reverse().join('') } : before;
      },
    }),
  },
  {
    name: 'id-forgotten-after-update',
    kind: 'written',
    breaks: 'lifecycle.read.after-update',
    about: 'After an update a policy is found under another id.',
    operate: afterwards(['UpdateContinuousDeploymentPolicy'], ({ state }, input) => {
      const policy = state.policies.get(String(input.Id));
      if (!policy) return;
      const id = [...policy.id].reverse().join('');
      state.policies.delete(policy.id);
      state.policies.set(id, { ...policy, id });
    }),
  },
  {
    name: 'id-from-the-last-segment',
    kind: 'written',
    breaks: 'lifecycle.{read.after-*,update.accepts-*,update.echoes,create.echoes}',
    about: 'The id is taken from the end of the path, where /config may stand.',
    handle: (next) => (request) =>
      next({
        ...request,
        path: request.path.replace(
          /\/continuous-deployment-policy\/[^/]+\/config$/,
          '/continuous-deployment-policy/config/config',
        ),
      }),
  },
  {
    name: 'location-missing',
    kind: 'written',
    breaks: 'answer.location',
    about: 'The answer to a create does not say where the new thing is.',
    handle: answers(({ headers: { location: _, ...headers }, ...response }) => ({ ...response, headers })),
  },
  {
    name: 'location-of-the-collection',
    kind: 'written',
    breaks: 'lifecycle.create.location',
    about: 'The answer to a create names the place of all policies, not that of the new one.',
    handle: answers((response) => {
      const { location } = response.headers;
      if (location === undefined) return response;
      return { ...response, headers: { ...response.headers, location: location.replace(/\/[^/]*$/, '') } };
    }),
  },
  {
    name: 'id-kept-from-names',
    kind: 'written',
    breaks:
      '{continuous-deployment.{second-policy,identical-policy},lifecycle.{id.never-reused,concurrency.one-create-wins}}',
    about: 'A second thing of one name takes the place of the first, also while that lives.',
    decide: ({ newId, protects }) => ({
      newId: (naming) => newId({ ...naming, use: 0 }),
      protects: (what) => what !== 'second-policy' && protects(what),
    }),
  },
];
