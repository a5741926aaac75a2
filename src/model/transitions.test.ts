import { describe, expect, test } from 'vitest';
import type { ResourceRow } from '../core/contract.ts';
import { actionText, after } from './action.ts';
import { allowed, allowedText, isAllowed } from './allowed.ts';
import { ABSENT, CREATED, GONE, stateKey, UPDATED } from './resource-state.ts';
import { route, transitions } from './transitions.ts';

const kettle: ResourceRow = {
  name: 'Kettle',
  operations: { create: 'c', read: 'r', readConfig: 'rc', update: 'u', delete: 'd', list: 'l' },
  id: { input: 'Id', output: ['Kettle', 'Id'] },
  etag: { input: 'IfMatch', output: 'ETag' },
  config: { input: 'Config', output: ['Kettle', 'Config'] },
  errors: {
    notFound: 'NoSuchKettle',
    inUse: 'KettleInUse',
    missingIfMatch: 'InvalidIfMatchVersion',
    staleIfMatch: ['PreconditionFailed', 'InvalidIfMatchVersion'],
  },
};
const { readConfig: _, list: __, ...few } = kettle.operations;
const fewer: ResourceRow = { ...kettle, operations: few };
const all = transitions(kettle, 3);
const states = (depth: number) => [...new Set(transitions(kettle, depth).map(({ from }) => stateKey(from)))];

describe('the transitions of a life', () => {
  test('start from every state that so many calls can lead to', () => {
    expect(states(0)).toEqual(['absent 0']);
    expect(states(2)).toEqual(['absent 0', 'live 0', 'live 1', 'gone 0']);
    expect(states(3)).toEqual(['absent 0', 'live 0', 'live 1', 'gone 0', 'live 2', 'gone 1']);
  });

  test('are each there once', () => {
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  test('hold every kind of If-Match with every kind of content, where there can be such', () => {
    const updates = (state: typeof CREATED) =>
      all
        .filter(({ from, action }) => stateKey(from) === stateKey(state) && action.kind === 'update')
        .map(({ action }) => ('ifMatch' in action && 'content' in action ? `${action.ifMatch} ${action.content}` : ''));
    expect(updates(UPDATED)).toHaveLength(11);
    expect(updates(CREATED).filter((text) => text.startsWith('stale'))).toEqual([]);
    expect(updates(ABSENT).filter((text) => text.startsWith('fresh'))).toEqual([]);
  });

  test('leave out what a resource has no operation for', () => {
    const kinds = transitions(fewer, 3).map(({ action }) => action.kind);
    expect(kinds).not.toContain('list');
    expect(kinds).not.toContain('readConfig');
  });

  test('lead from state to state the shortest way', () => {
    const way = route(all, CREATED, { ...GONE, updates: 1 })!.map(({ action }) => action.kind);
    expect(way).toEqual(['update', 'delete']);
    expect(route(all, GONE, CREATED)).toBeUndefined();
  });

  test('change the state only for what is accepted', () => {
    for (const { from, action, to } of all) {
      const changes = stateKey(from) !== stateKey(to);
      if (changes) expect(allowed(kettle, from, action)).toEqual({ success: true, refusal: [] });
      expect(to).toEqual(after(from, action));
    }
  });
});

describe('the answers that are allowed', () => {
  const codes = (...args: Parameters<typeof allowed> extends [unknown, ...infer Rest] ? Rest : never) =>
    allowedText(allowed(kettle, ...args));

  test.each([
    ['a read of a live one', CREATED, { kind: 'read' }, 'success'],
    ['a read of one that was deleted', GONE, { kind: 'read' }, 'NoSuchKettle'],
    ['no If-Match', CREATED, { kind: 'delete', ifMatch: 'missing' }, 'InvalidIfMatchVersion'],
    ['a stale one', UPDATED, { kind: 'delete', ifMatch: 'stale' }, 'PreconditionFailed or InvalidIfMatchVersion'],
    ['a star', CREATED, { kind: 'delete', ifMatch: 'any' }, 'success or a refusal'],
    ['garbage', CREATED, { kind: 'update', ifMatch: 'garbage', content: 'other' }, 'a refusal'],
    ['two faults at once', ABSENT, { kind: 'update', ifMatch: 'missing', content: 'broken' }, 'a refusal'],
    [
      'an unknown id without If-Match',
      ABSENT,
      { kind: 'delete', ifMatch: 'missing' },
      'NoSuchKettle or InvalidIfMatchVersion or PreconditionFailed',
    ],
    ['a second delete', GONE, { kind: 'delete', ifMatch: 'fresh' }, 'NoSuchKettle'],
    ['a delete of what is in use', { ...CREATED, attached: true }, { kind: 'delete', ifMatch: 'fresh' }, 'KettleInUse'],
  ] as const)('to %s', (_, state, action, text) => {
    expect(codes(state, action)).toBe(text);
  });

  test('are no server errors, and nothing that a client said by itself', () => {
    const wanted = allowed(kettle, CREATED, { kind: 'update', ifMatch: 'garbage', content: 'other' });
    const refused = (status: number) =>
      ({ kind: 'refused', status, headers: {}, error: { code: 'X' }, ms: 0 }) as const;
    expect([isAllowed(wanted, refused(400)), isAllowed(wanted, refused(500))]).toEqual([true, false]);
    expect(isAllowed(wanted, { kind: 'unsent', reason: 'no', ms: 0 })).toBeUndefined();
  });
});

test('every action has words of its own', () => {
  const texts = new Set(all.map(({ action }) => actionText(action)));
  expect(texts.size).toBe(new Set(all.map(({ action }) => JSON.stringify(action))).size);
});
