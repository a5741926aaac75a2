import { expect, test } from 'vitest';
import { called, explained, keys } from '../../report/testing/explained.ts';

const view = { view: 'answer', looked: ['answer'] } as const;

test('members of which each comes back as the other are exchanged', () => {
  const changes = (place: string, expected: string, observed: string) =>
    ({ ...view, kind: 'changes', place, expected, observed }) as const;
  const both = [changes('Tree.Height', '3', '120'), changes('Tree.Age', '120', '3')];
  const [only, ...others] = explained(both);
  expect(others).toEqual([]);
  expect(only!.sentence).toBe(
    'Height and Age are exchanged: Height was sent to PlantTree as 3 and came back as 120, which was sent as Age',
  );
  expect(keys([both[0]!, changes('Tree.Age', '120', '4')])).toHaveLength(2);
});

test('nothing of a structure is stored where all members that were sent are wrong, and two of them lost', () => {
  const lost = (place: string) => ({ ...view, place, expected: '"x"' }) as const;
  const steps = [called('PlantTree', { Height: 3, Species: 'oak', Owner: 'x' }, '201')];
  const two = [lost('Tree.Species'), lost('Tree.Owner')];
  expect(keys({ differences: two, steps })).toHaveLength(2);
  const all = [...two, { ...view, kind: 'changes', place: 'Tree.Height', expected: '3', observed: '0' } as const];
  expect(keys({ differences: all, steps })).toEqual(['loses:Tree']);
});

test('an update stores nothing where all that it changed is as it was, and this is more than one member', () => {
  const stale = (place: string) => ({ ...view, kind: 'stale', operation: 'PruneTree', place }) as const;
  const differences = [stale('Tree.Height'), stale('Tree.Owner')];
  const pruned = (Owner: string, Age: number) => [
    called('PlantTree', { Height: 3, Owner: 'x', Age: 1 }, '201'),
    called('PruneTree', { Height: 2, Owner, Age }, '200'),
  ];
  expect(keys({ differences, steps: pruned('y', 1) })).toEqual(['stale:Tree@PruneTree']);
  expect(keys({ differences, steps: pruned('y', 2) })).toHaveLength(2);
});

test('a member that is wrong in several places of a structure is wrong by its name', () => {
  const counts = (place: string) =>
    ({ kind: 'changes', place, expected: '2', observed: '0', operation: 'GetTree' }) as const;
  expect(keys([counts('Tree.Fruits.Quantity')], [counts('Tree.Leaves.Quantity')])).toEqual(['changes:Tree.*.Quantity']);
  expect(keys([counts('Tree.Fruits.Quantity')], [counts('Bush.Leaves.Quantity')])).toHaveLength(2);
});

test('what a read shows of a refused write was stored all the same, unless the write before it was accepted', () => {
  const read = { view: 'read', looked: ['read'], operation: 'PruneTree' } as const;
  const differences = [{ ...read, kind: 'changes', place: 'Tree.Height', expected: '3', observed: '2' } as const];
  const pruned = (outcome: string) => [
    called('PlantTree', { Height: 3 }, '201'),
    called('PruneTree', { Height: 2 }, outcome),
    called('GetTree', {}, '200'),
  ];
  const [refused] = explained({ differences, steps: pruned('412 PreconditionFailed') });
  expect(refused!.sentence).toBe(
    'PruneTree was refused (412 PreconditionFailed) and has stored what it was sent all the same (Height)',
  );
  expect(keys({ differences, steps: pruned('200') })).toEqual(['changes:Tree.Height@PruneTree']);
});

test('booleans in other letters are spoilt as words are, and no reader takes them for booleans elsewhere', () => {
  const spelt = (place: string) => ({ ...view, kind: 'changes', place, expected: 'true', observed: '"True"' }) as const;
  const unread = { kind: 'changes', operation: 'GetBush', place: 'Bush.Enabled', observed: '"False"' } as const;
  expect(keys([spelt('Tree.Enabled')], [spelt('Tree.Felled')], [unread])).toEqual(['changes:capital']);
});

test('a member is wrong by itself in a view that shows the structure around it', () => {
  const all = ['answer', 'read'] as const;
  const lost = { view: 'read', looked: all, place: 'Tree.Crown' } as const;
  const inside = { view: 'answer', looked: all, place: 'Tree.Crown.Height' } as const;
  expect(keys([lost], [inside])).toEqual(['loses:Tree.Crown.Height@answer', 'loses:Tree.Crown@read']);
  expect(keys([lost], [{ ...inside, view: 'read' }])).toEqual(['loses:Tree.Crown@read']);
});
