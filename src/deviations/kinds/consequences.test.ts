import { describe, expect, test } from 'vitest';
import { called, explained, keys, sent } from '../../report/testing/explained.ts';
import { sampleRecords, sampleStep } from '../../report/testing/sample-run.ts';
import { deviationsOf } from '../deviations.ts';

describe('a check the wrong way round', () => {
  const accepts = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.maximum', observed: '201' } as const;
  const refuses = { kind: 'refuses', observed: '400 InvalidTree' } as const;
  const accepted = { differences: [accepts], steps: [called('PlantTree', { Height: 121, Species: 'oak' }, '201')] };

  test('explains why the same request is refused with a value that is right', () => {
    const right = { differences: [refuses], steps: sent({ Height: 120, Species: 'elm' }) };
    const [only, ...others] = explained(accepted, right);
    expect(others).toEqual([]);
    expect(only!.key).toBe('accepts:Tree.Height.maximum');
    expect(only!.sentence).toBe(
      'Height is checked the wrong way round: PlantTree accepted Height 121 (201) and refused 120 (400 InvalidTree)',
    );
  });

  test('does not explain a refusal of a request that differs in something else too', () => {
    const other = { differences: [refuses], steps: sent({ Height: 120, Species: 'oak', Age: 3 }) };
    expect(keys(accepted, other)).toEqual(['accepts:Tree.Height.maximum', 'refuses:Tree']);
  });

  test.each([
    'PreconditionFailed',
    'InvalidIfMatchVersion',
    'NotFound',
    'ThrottlingException',
    'TooManyRequests',
    'TreeAlreadyExists',
  ])('does not explain a refusal that speaks of another matter: %s', (code) => {
    const observed = `400 ${code}`;
    const steps = [called('PlantTree', { Height: 120, Species: 'elm' }, observed)];
    const right = { differences: [{ ...refuses, observed }], steps };
    expect(explained(accepted, right).map(({ sentence }) => sentence)).not.toContainEqual(
      expect.stringContaining('wrong way round'),
    );
  });

  test('does not explain a refusal without the member', () => {
    expect(keys(accepted, { differences: [refuses], steps: sent({ Species: 'oak' }) })).toHaveLength(2);
  });
});

test('what takes a text for a number takes a number beyond any type, and one just beyond a limit by another mistake', () => {
  const type = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.type' } as const;
  const maximum = { ...type, about: 'Tree.Height.maximum' };
  const high = (Height: number) => ({ differences: [maximum], steps: [called('PlantTree', { Height }, '201')] });
  expect(keys([type], high(2 ** 64))).toEqual(['accepts:Tree.Height.type']);
  expect(keys([type], high(121))).toEqual(['accepts:Tree.Height.maximum', 'accepts:Tree.Height.type']);
});

describe('a delete that deletes nothing', () => {
  const accepts = {
    kind: 'accepts',
    about: 'an id that names nothing',
    operation: 'FellTree',
    observed: '204',
  } as const;
  const taken = { kind: 'refuses', observed: '409 TreeExists' } as const;
  const felled = called('FellTree', {}, '204');

  test('leaves its name taken', () => {
    expect(keys([accepts], { differences: [taken], steps: [felled, ...sent({})] })).toEqual([
      'accepts:an id that names nothing',
    ]);
  });

  test('does not explain why a name is taken that was never given back', () => {
    expect(keys([accepts], { differences: [taken], steps: sent({}) })).toHaveLength(2);
  });
});

test('an ETag that is not the current one is refused when it is sent back, and so is a request by another version', () => {
  const etag = { kind: 'changes', place: 'ETag', operation: 'GetTree', expected: '"a"', observed: '"b"' } as const;
  const stale = { kind: 'refuses', observed: '412 PreconditionFailed', operation: 'PruneTree' } as const;
  expect(keys([etag], [stale])).toEqual(['changes:ETag@GetTree']);
  expect(keys([etag], [{ ...stale, observed: '404 NoSuchTree' }])).toHaveLength(2);
});

test('a list that lacks items lacks them on each page, and counts what it has', () => {
  const list = { operation: 'ListTrees', view: 'list' } as const;
  const lacks = { ...list, kind: 'loses', about: 'a Tree', observed: 'T1 is not among 2 items' } as const;
  const paged = { ...list, kind: 'loses', about: 'a Tree between two pages', observed: 'T1 came on no page' } as const;
  const counts = { ...list, kind: 'changes', place: 'Quantity', expected: '3', observed: '2' } as const;
  expect(keys([lacks], [paged], [counts])).toEqual(['loses:a Tree@list']);
  expect(keys([paged], [counts])).toEqual(['changes:Quantity@list', 'loses:a Tree between two pages@list']);
});

test('a wrong value that is sent back as it came is refused, another value is not refused because of it', () => {
  const wrong = { kind: 'changes', place: 'Tree.Height', operation: 'GetTree', expected: '3', observed: '0' } as const;
  const refuses = { kind: 'refuses', operation: 'PruneTree', observed: '400 InvalidTree' } as const;
  const back = (Height: number) => ({ differences: [refuses], steps: sent({ Height }, 'PruneTree') });
  expect(keys([wrong], back(0))).toEqual(['changes:Tree.Height@GetTree']);
  expect(keys([wrong], back(3))).toHaveLength(2);
});

test('what a refused request leaves behind refuses others, with the same error', () => {
  const left = { kind: 'refuses', observed: '409 TreeExists', about: 'after a refused request' } as const;
  const other = { kind: 'refuses', observed: '409 TreeExists', operation: 'PruneTree' } as const;
  expect(keys([left], [other])).toEqual(['refuses:Tree after a refused request']);
  expect(keys([left], [{ ...other, observed: '409 Locked' }])).toHaveLength(2);
});

test('an answer that is not one of the documented ones is no acceptance', () => {
  const observed = 'status 200, but an error envelope inside (InvalidTree)';
  const form = { kind: 'form', about: 'the documented answer' } as const;
  const accepts = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.maximum', observed } as const;
  const record = sampleRecords({
    rules: [
      { id: 'a', status: 'fail', findings: [{ actual: observed, differences: [{ ...form, operation: 'PlantTree' }] }] },
      { id: 'b', status: 'fail', findings: [{ differences: [{ ...accepts, operation: 'PlantTree' }] }] },
    ],
  })[0]!;
  expect(deviationsOf(record).map(({ sentence }) => sentence)).toEqual([`PlantTree answered ${observed}`]);
});

describe('a boolean that is not stored', () => {
  const update = { kind: 'stale', operation: 'PruneTree', view: 'answer', looked: ['answer'] } as const;
  const locked = { kind: 'refuses', operation: 'FellTree', observed: '409 Locked' } as const;
  const steps = [called('PruneTree', { Locked: false }, '200'), called('FellTree', {}, '409 Locked')];

  test('is in the way of what it should have made possible', () => {
    const lock = { ...update, place: 'Tree.Locked', expected: 'false', observed: 'true' };
    expect(keys([lock], { differences: [locked], steps })).toEqual(['stale:Tree.Locked@PruneTree']);
    expect(keys([lock], { differences: [locked], steps: steps.slice(1) })).toHaveLength(2);
  });

  test('alone is: another member that is not stored explains no refusal', () => {
    const height = { ...update, place: 'Tree.Height', expected: '3', observed: '2' };
    expect(keys([height], { differences: [locked], steps })).toHaveLength(2);
  });
});

describe('an earlier If-Match', () => {
  const stale = { kind: 'stale', operation: 'PruneTree', place: 'ETag', observed: '"E1"' } as const;
  const accepts = { kind: 'accepts', operation: 'FellTree', about: 'an earlier If-Match' } as const;
  const etag = (etag: string) => ({ status: 200, headers: { etag }, body: { text: '' } });
  const steps = (current: string) => [
    sampleStep({ operation: 'PruneTree', input: { IfMatch: 'E2' }, response: etag(current), outcome: '200' }),
    sampleStep({ operation: 'FellTree', input: { IfMatch: 'E1' }, outcome: '204' }),
  ];

  test('that has come back as the current one is rightly accepted', () => {
    expect(keys([stale], { differences: [accepts], steps: steps('E1') })).toEqual(['stale:ETag@PruneTree']);
  });

  test('that has not come back is another mistake', () => {
    expect(keys([stale], { differences: [accepts], steps: steps('E3') })).toHaveLength(2);
  });
});

test('of what is not there an answer shows nothing, and of what is there it must', () => {
  const accepts = { kind: 'accepts', operation: 'GetTree', about: 'an id that names nothing' } as const;
  const empty = { kind: 'loses', operation: 'GetTree', view: 'read', place: 'Id' } as const;
  const get = sampleStep({ operation: 'GetTree', input: { Id: 'none' }, outcome: '200' });
  expect(keys([accepts], { differences: [empty], steps: [get] })).toEqual(['accepts:an id that names nothing']);
  const planted = [called('PlantTree', {}, '201'), get];
  expect(keys([accepts], { differences: [empty], steps: planted })).toHaveLength(2);
});
