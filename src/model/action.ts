import { operationOf } from '../contracts/resource.ts';
import type { Resource } from '../core/contract.ts';
import type { ResourceState } from './resource-state.ts';

/**
 * What an If-Match holds. `fresh`: the latest ETag. `stale`: an earlier one. `garbage`: text that is no ETag.
 * `missing`: no header. `any`: a star.
 */
export const IF_MATCHES = ['fresh', 'stale', 'garbage', 'missing', 'any'] as const;
export type IfMatch = (typeof IF_MATCHES)[number];

/** What a write sends: another supported configuration, the present one, or one that breaks a documented constraint. */
export const CONTENTS = ['other', 'same', 'broken'] as const;
export type Content = (typeof CONTENTS)[number];

/** One call on a resource, as far as its answer depends on it. A create makes another resource and leaves this one alone. */
export type Action =
  | { kind: 'create'; content: 'other' | 'broken' }
  | { kind: 'read' | 'readConfig' | 'list' }
  | { kind: 'update'; ifMatch: IfMatch; content: Content }
  | { kind: 'delete'; ifMatch: IfMatch };

/** Every action that a resource has operations for, those first that leave it as it is. */
export function actionsOf(resource: Resource): Action[] {
  const reads = (['read', 'readConfig', 'list'] as const).filter((kind) => operationOf(resource, kind) !== undefined);
  const creates = (['broken', 'other'] as const).map((content): Action => ({ kind: 'create', content }));
  const updates = IF_MATCHES.flatMap((ifMatch) =>
    CONTENTS.map((content): Action => ({ kind: 'update', ifMatch, content })),
  );
  const deletes = IF_MATCHES.map((ifMatch): Action => ({ kind: 'delete', ifMatch }));
  return [...reads.map((kind): Action => ({ kind })), ...creates, ...updates, ...deletes];
}

/** Whether an action can be done in a state, and is of interest there. */
export function applies(state: ResourceState, action: Action): boolean {
  if (!('ifMatch' in action)) return true;
  // What a resource that never was had as an ETag is nothing.
  if (state.life === 'absent' && (action.ifMatch === 'fresh' || action.ifMatch === 'stale')) return false;
  if (action.ifMatch === 'stale' && state.updates === 0) return false;
  if (action.kind === 'delete') return true;
  // The present configuration is of interest only where the update would be accepted.
  return action.content !== 'same' || (state.life === 'live' && action.ifMatch === 'fresh');
}

/** The state after an action that was answered as the model expects. */
export function after(state: ResourceState, action: Action): ResourceState {
  if (state.life !== 'live' || !('ifMatch' in action) || action.ifMatch !== 'fresh') return state;
  if (action.kind === 'delete') return state.attached ? state : { ...state, life: 'gone' };
  return action.content === 'other' ? { ...state, updates: state.updates + 1 } : state;
}

/** An action in words. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case 'create':
      return action.content === 'broken' ? 'a broken create' : 'a create of another';
    case 'readConfig':
      return 'a read of the configuration';
    case 'read':
    case 'list':
      return `a ${action.kind}`;
    case 'update':
      return `an update, ${IF_MATCH_TEXT[action.ifMatch]}, ${CONTENT_TEXT[action.content]}`;
    case 'delete':
      return `a delete, ${IF_MATCH_TEXT[action.ifMatch]}`;
  }
}

const IF_MATCH_TEXT: Record<IfMatch, string> = {
  fresh: 'fresh If-Match',
  stale: 'stale If-Match',
  garbage: 'If-Match that is no ETag',
  missing: 'no If-Match',
  any: 'If-Match *',
};

const CONTENT_TEXT: Record<Content, string> = {
  other: 'another configuration',
  same: 'the same configuration',
  broken: 'a broken configuration',
};
