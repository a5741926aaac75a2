import { operationOf } from '../../contracts/resource.ts';
import type { Contract, Resource } from '../../core/contract.ts';
import type { ActiveRule } from '../../core/rule.ts';
import type { Action, CONTENTS } from '../../model/action.ts';
import { ABSENT, CREATED, GONE, type ResourceState, UPDATED } from '../../model/resource-state.ts';
import { expectAnswer } from './answer.ts';
import { expectAllowed, look } from './judge.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { perform, type TrackedResource, trackedIn, withSharedResource } from './tracked-resource.ts';
import { expectWorks } from './works.ts';

type Errors = (errors: Resource['errors']) => (string | undefined)[];

interface Row {
  id: string;
  demands: string;
  /** What is done, and in which states. */
  in: ResourceState[];
  does: Action[];
  errors: Errors;
}

const notFound: Errors = (errors) => [errors.notFound];
const missing: Errors = (errors) => [errors.missingIfMatch];
const stale: Errors = (errors) => errors.staleIfMatch;
const none: Errors = () => [];

const update = (
  ifMatch: Extract<Action, { kind: 'update' }>['ifMatch'],
  content: (typeof CONTENTS)[number] = 'other',
) => ({ kind: 'update', ifMatch, content }) as const;
const remove = (ifMatch: Extract<Action, { kind: 'delete' }>['ifMatch']) => ({ kind: 'delete', ifMatch }) as const;

/** Which answer one call has, by the state of the resource before. */
const ROWS: Row[] = [
  {
    id: 'lifecycle.read.unknown-id',
    demands: 'a read of an unknown id must be refused with the documented error',
    in: [ABSENT],
    does: [{ kind: 'read' }, { kind: 'readConfig' }],
    errors: notFound,
  },
  {
    id: 'lifecycle.update.unknown-id',
    demands: 'an update of an unknown id must be refused with the documented error',
    in: [ABSENT],
    does: [update('missing')],
    errors: notFound,
  },
  {
    id: 'lifecycle.delete.unknown-id',
    demands: 'a delete of an unknown id must be refused with the documented error',
    in: [ABSENT],
    does: [remove('missing')],
    errors: notFound,
  },
  {
    id: 'lifecycle.read.deleted',
    demands: 'a read of a deleted resource must be refused',
    in: [GONE],
    does: [{ kind: 'read' }, { kind: 'readConfig' }],
    errors: notFound,
  },
  {
    id: 'lifecycle.update.deleted',
    demands: 'an update of a deleted resource must be refused',
    in: [GONE],
    does: [update('fresh')],
    errors: notFound,
  },
  {
    id: 'lifecycle.delete.twice',
    demands: 'a second delete must be refused',
    in: [GONE],
    does: [remove('fresh')],
    errors: notFound,
  },
  {
    id: 'lifecycle.update.requires-if-match',
    demands: 'an update without If-Match must be refused with the documented error',
    in: [CREATED, UPDATED],
    does: [update('missing'), update('missing', 'same')],
    errors: missing,
  },
  {
    id: 'lifecycle.delete.requires-if-match',
    demands: 'a delete without If-Match must be refused with the documented error',
    in: [CREATED, UPDATED],
    does: [remove('missing')],
    errors: missing,
  },
  {
    id: 'lifecycle.update.refuses-stale-if-match',
    demands: 'an update with an earlier ETag must be refused with a documented error',
    in: [UPDATED],
    does: [update('stale'), update('stale', 'same')],
    errors: stale,
  },
  {
    id: 'lifecycle.delete.refuses-stale-if-match',
    demands: 'a delete with an earlier ETag must be refused with a documented error',
    in: [UPDATED],
    does: [remove('stale')],
    errors: stale,
  },
  {
    id: 'lifecycle.update.refuses-garbage-if-match',
    demands: 'an update whose If-Match is not an ETag must be refused',
    in: [CREATED],
    does: [update('garbage'), update('garbage', 'same')],
    errors: missing,
  },
  {
    id: 'lifecycle.delete.refuses-garbage-if-match',
    demands: 'a delete whose If-Match is not an ETag must be refused',
    in: [CREATED],
    does: [remove('garbage')],
    errors: missing,
  },
  {
    id: 'lifecycle.update.accepts-fresh-if-match',
    demands: 'an update with the latest ETag must succeed, whether it changes something or not',
    in: [CREATED, UPDATED],
    does: [update('fresh', 'same'), update('fresh')],
    errors: none,
  },
  {
    id: 'lifecycle.delete.accepts-fresh-if-match',
    demands: 'a delete with the latest ETag must succeed',
    in: [CREATED, UPDATED],
    does: [remove('fresh')],
    errors: none,
  },
];

/** A rule for each row. */
export function answersRules(contract: Contract): ActiveRule[] {
  return ROWS.map(({ id, demands, in: states, does, errors }) =>
    lifecycleRule(contract, {
      id,
      demands,
      evidence: 'documented',
      on: [does[0]!.kind],
      errors,
      ...(errors === none ? {} : { usesShared: true }),
      async check(lane, resource) {
        const judge = async (tracked: TrackedResource): Promise<void> => {
          for (const action of does) {
            if (operationOf(resource, action.kind) === undefined) continue;
            if (action.kind === 'read' || action.kind === 'readConfig') {
              await look(lane, tracked, { with: action.kind, aspects: [], against: 'sent' });
              continue;
            }
            const before = [...tracked.steps];
            const present = tracked.state;
            const step = await perform(lane, tracked, action);
            const expectIt = errors === none ? expectAllowed : expectAnswer;
            await expectIt(lane, tracked.handle, present, action, step, before);
          }
        };
        for (const state of states) {
          // What is to succeed takes the resource out of its state.
          if (errors === none) await judge(await trackedIn(lane, resource, state));
          else await withSharedResource(lane, resource, state, judge);
        }
        // Where every call is refused, a refusal shows nothing.
        for (const { kind } of errors === none ? [] : does)
          if (kind === 'update' || kind === 'delete') await expectWorks(lane, resource, kind);
      },
    }),
  );
}
