import type { Sequential } from './linearizability.ts';

/** A resource under concurrent calls: a register whose writes name the version that they replace. */
export type Register = { etag: string; value: string } | 'deleted';

/**
 * A call on it with its outcome. Refused writes that may be refused at any time say nothing and are left out; `missing`:
 * it was answered that the resource is not there.
 */
export type RegisterCall =
  | { kind: 'read'; etag: string; value: string }
  | { kind: 'write'; over: string; etag: string; value: string }
  | { kind: 'delete'; over: string }
  | { kind: 'missing' };

/** A compare-and-set register that holds `start` at first. */
export function register(start: Register): Sequential<Register, RegisterCall> {
  return {
    start,
    step(state, call) {
      if (call.kind === 'missing') return state === 'deleted' ? state : undefined;
      if (state === 'deleted') return undefined;
      switch (call.kind) {
        case 'read':
          return state.etag === call.etag && state.value === call.value ? state : undefined;
        case 'write':
          return state.etag === call.over ? { etag: call.etag, value: call.value } : undefined;
        case 'delete':
          return state.etag === call.over ? 'deleted' : undefined;
      }
    },
    key: (state) => JSON.stringify(state),
  };
}
