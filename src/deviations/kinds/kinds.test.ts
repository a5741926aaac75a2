import { describe, expect, test } from 'vitest';
import type { Difference } from '../../core/difference.ts';
import type { JsonObject } from '../../core/json.ts';
import { called, explained, keys, sent } from '../../report/testing/explained.ts';
import { sampleRecords, sampleStep } from '../../report/testing/sample-run.ts';
import { deviationsOf } from '../deviations.ts';

describe('a member is wrong', () => {
  const height = { place: 'Tree.Height', view: 'answer', looked: ['answer', 'read'] } as const;

  test('where a write stores it wrongly, in all that was looked at after it', () => {
    expect(keys([height, { ...height, view: 'read' }])).toEqual(['loses:Tree.Height@PlantTree']);
  });

  test('where a view shows it wrongly, after each write', () => {
    const read = { ...height, view: 'read' } as const;
    expect(keys([read], [{ ...read, operation: 'PruneTree' }])).toEqual(['loses:Tree.Height@read']);
  });

  test('in two ways where both are wrong in ways of their own', () => {
    const read = { ...height, view: 'read' } as const;
    const pruned = { ...height, operation: 'PruneTree' };
    expect(keys([read], [pruned, { ...pruned, view: 'read' }])).toEqual([
      'loses:Tree.Height@PruneTree',
      'loses:Tree.Height@read',
    ]);
  });

  test('with what counts it, and with what stands in its place', () => {
    const counts = { kind: 'changes', place: 'Tree.Quantity', expected: '0', observed: '1' } as const;
    const inside = { kind: 'changes', place: 'Tree.Fruits.Name' } as const;
    expect(keys([{ place: 'Tree.Fruits', looked: ['answer'], view: 'answer' }], [counts], [inside])).toEqual([
      'loses:Tree.Fruits@PlantTree',
    ]);
  });

  test('by the codec where several are spoilt alike', () => {
    const cased = (place: string) =>
      [{ kind: 'changes', place, expected: '"oak"', observed: '"OAK"', view: 'answer', looked: ['answer'] }] as const;
    expect(keys([...cased('Tree.Species')])).toEqual(['changes:Tree.Species@PlantTree']);
    expect(keys([...cased('Tree.Species')], [...cased('Tree.Owner')])).toEqual(['changes:upper-case']);
  });

  test('because nothing is stored where many members are as they were', () => {
    const stale = (place: string) =>
      [{ kind: 'stale', operation: 'PruneTree', place, view: 'answer', looked: ['answer'] }] as const;
    const two = [stale('Tree.Height'), stale('Tree.Species')].map((one) => [...one]);
    expect(keys(...two)).toEqual(['stale:Tree.Height@PruneTree', 'stale:Tree.Species@PruneTree']);
    expect(keys(...two, [...stale('Tree.Owner')])).toEqual(['stale:Tree@PruneTree']);
  });
});

describe('a request that must be refused is accepted', () => {
  const high = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.maximum' } as const;
  const noSpecies = { kind: 'accepts', place: 'Tree.Species', about: 'Tree.Species.required' } as const;

  test('with two mistakes by those that are accepted alone', () => {
    expect(keys([high], [noSpecies], [high, noSpecies])).toEqual([
      'accepts:Tree.Height.maximum',
      'accepts:Tree.Species.required',
    ]);
  });

  test('with two mistakes for both of them where only one is accepted alone', () => {
    expect(keys([high], [high, noSpecies])).toEqual([
      'accepts:Tree.Height.maximum',
      'accepts:Tree.Height.maximum+Tree.Species.required',
    ]);
  });

  test('for one error where one more may be due', () => {
    const taken = { kind: 'accepts', about: 'Taken' } as const;
    expect(keys([taken], [{ ...taken, about: 'Taken or TreeExists' }])).toEqual(['accepts:Taken']);
  });

  test('whatever its version where an earlier one is accepted and one of nobody’s', () => {
    const version = (about: string) => [{ kind: 'accepts', about }] as const;
    expect(keys([...version('an earlier If-Match')])).toEqual(['accepts:an earlier If-Match']);
    expect(keys([...version('an earlier If-Match')], [...version('another If-Match')])).toEqual([
      'accepts:another If-Match',
    ]);
  });
});

test('that no constraint of a structure is checked is one mistake, for each structure', () => {
  const violated = (structure: string, index: number): Partial<Difference>[] => {
    const about = `${structure}.M${index}.${['maximum', 'required', 'type'][index % 3]}`;
    return [{ kind: 'accepts', place: `${structure}.M${index}`, about }];
  };
  const of = (structure: string, count: number) =>
    Array.from({ length: count }, (_, index) => violated(structure, index));
  expect(keys(...of('Tree', 9), ...of('Bush', 9))).toEqual(['accepts:Bush', 'accepts:Tree']);
  expect(keys(...of('Tree', 7))).toHaveLength(7);
});

describe('a request that is supported is refused', () => {
  const refused = { kind: 'refuses', observed: '400 InvalidTree' } as const;

  test('for the member that is refused alone', () => {
    const differences = [{ ...refused, place: 'Tree.Height' }];
    expect(
      keys({ differences, steps: sent({ Height: 120 }) }, { differences: [refused], steps: sent({ Height: 120 }) }),
    ).toEqual(['refuses:Tree.Height']);
  });

  test('and so is what is refused with another code than is due, in the same way', () => {
    const code = { kind: 'code', expected: 'NoSuchTree', observed: '400 InvalidTree' } as const;
    expect(keys({ differences: [refused], steps: sent({}) }, [code])).toEqual(['refuses:Tree']);
    expect(keys([code])).toEqual(['code:NoSuchTree:InvalidTree']);
  });
});

test('a documented error with the status of a server error is no failure of the server', () => {
  const status = { kind: 'status', about: 'InvalidTree', expected: '400', observed: '500' } as const;
  const fails = { kind: 'fails', about: 'Tree', observed: '500 InvalidTree' } as const;
  expect(keys([status], [fails])).toEqual(['status:InvalidTree:500']);
  expect(keys([fails])).toEqual(['fails:Tree']);
});

test('a member that several structures have is not checked in any of them by one mistake, for each constraint', () => {
  const accepts = (structure: string, keyword: string) =>
    [{ kind: 'accepts', place: `${structure}.Locked`, about: `${structure}.Locked.${keyword}` }] as const;
  expect(keys([...accepts('Tree', 'type')], [...accepts('Bush', 'type')])).toEqual(['accepts:Locked.type']);
  expect(keys([...accepts('Tree', 'type')], [...accepts('Bush', 'enum')])).toHaveLength(2);
});

test('errors of many kinds with one wrong status are one mistake, and none of them is a failure of the server', () => {
  const status = (about: string) => [{ kind: 'status', about, expected: '400', observed: '500' }] as const;
  const some = ['InvalidTree', 'NoSuchTree', 'Locked'].map((about) => [...status(about)]);
  const fails = { kind: 'fails', about: 'Bush', observed: '500 InvalidBush' } as const;
  expect(keys(...some, [fails])).toEqual(['status:500']);
  expect(keys(...some, [{ ...fails, observed: '500 InternalFailure' }])).toEqual(['fails:Bush', 'status:500']);
});

test('reads that are refused for one reason are refused by one mistake', () => {
  const refuses = (operation: string) => ({
    differences: [{ kind: 'refuses', operation, observed: '400 NoVersion' }] as const,
    steps: [sampleStep({ operation, input: { Id: 'T1' }, outcome: '400 NoVersion' })],
  });
  const both = ['GetTree', 'ListTrees'].map(refuses).map((one) => ({ ...one, differences: [...one.differences] }));
  expect(keys(...both)).toEqual(['refuses:NoVersion']);
  expect(keys(both[0]!)).toEqual(['refuses:GetTree']);
});

test('what is refused by an operation that refuses even what is right does not tell which operation checks', () => {
  const accepts = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.maximum' } as const;
  const record = (...also: { operation: string; observed: string }[]) => {
    const refused = also.map((one) => ({ kind: 'refuses' as const, ...one }));
    const rules = [{ ...accepts, operation: 'PlantTree' }, ...refused].map((difference, index) => ({
      id: `Rule.r${index}`,
      status: 'fail' as const,
      findings: [{ operation: 'PlantTree', differences: [difference] }],
    }));
    const [made] = sampleRecords({ rules });
    Object.assign(made!.rules[0]!, { operations: ['PlantTree', 'PruneTree'], judged: { PlantTree: 1, PruneTree: 1 } });
    return made!;
  };
  const [known] = deviationsOf(record());
  expect(known!.key).toBe('accepts:Tree.Height.maximum@PlantTree');
  const blind = deviationsOf(record({ operation: 'PruneTree', observed: '412 PreconditionFailed' }));
  expect(blind.map(({ key }) => key)).toContain('accepts:Tree.Height.maximum');
});

test('a page beyond MaxItems is told with the numbers of the evidence that is shown', () => {
  const list = { operation: 'ListTrees', view: 'list' } as const;
  const many = (observed: string) =>
    ({ ...list, kind: 'adds', about: 'more than MaxItems', observed: `${observed} asked for` }) as const;
  const repeats = { ...list, kind: 'changes', place: 'MaxItems', expected: '1', observed: '100' } as const;
  const listed = (input: JsonObject) => [sampleStep({ operation: 'ListTrees', input, outcome: '200' })];
  const [only, ...others] = explained(
    { differences: [many('9 items where at most 1 was')], steps: [called('PlantTree', {}, '201'), ...listed({})] },
    { differences: [many('11 items where at most 2 were')], steps: listed({ MaxItems: 'two' }) },
    { differences: [repeats], steps: listed({}) },
  );
  expect(others).toEqual([]);
  const said = /at most \d/.exec(only!.finding.differences![0]!.observed!)![0];
  expect(only!.sentence).toMatch(
    /^ListTrees ignores MaxItems: it returned \d+ items where at most \d (was|were) asked for$/,
  );
  expect(only!.sentence).toContain(said);
});

test('what stands beside the items of a list is not left there by a refused request', () => {
  const left = { kind: 'refuses', observed: '412 PreconditionFailed', about: 'after a refused request' } as const;
  const list = { kind: 'changes', operation: 'ListTrees', view: 'list', expected: '1', observed: '100' } as const;
  expect(keys([left], [{ ...list, place: 'Tree.Height' }])).toHaveLength(1);
  expect(keys([left], [{ ...list, place: 'MaxItems' }])).toHaveLength(2);
});

test('names have their article, and a body without end is told in a sentence', () => {
  const dies = { kind: 'dies', operation: 'UpdateTree' } as const;
  expect(explained([dies])[0]!.sentence).toContain('after an UpdateTree:');
  expect(explained([{ ...dies, operation: 'PlantTree' }])[0]!.sentence).toContain('after a PlantTree:');
  const form = { kind: 'form', about: 'the documented answer', operation: 'GetTree' } as const;
  const record = (actual: string) =>
    sampleRecords({ rules: [{ id: 'a', status: 'fail', findings: [{ actual, differences: [form] }] }] })[0]!;
  const said = (actual: string) => deviationsOf(record(actual))[0]!.sentence;
  expect(said('the response is longer than 1024 kB')).toBe('GetTree gave a response that is longer than 1024 kB');
  expect(said('200 without a body')).toBe('GetTree answered 200 without a body');
});

test('where a code is wrong, the finding that is shown is the one whose codes the headline tells', () => {
  const code = (expected: string) => ({ kind: 'code', expected, observed: '400 VersionConflict' }) as const;
  const [deviation] = explained(
    { differences: [code('')], steps: sent({}) },
    { differences: [code('InvalidTree')], steps: [...sent({}), ...sent({})] },
  );
  expect(deviation!.sentence).toContain('where InvalidTree is documented');
  expect(deviation!.finding.differences).toMatchObject([{ expected: 'InvalidTree' }]);
});

describe('a value in an unusual spelling that comes back as it was sent', () => {
  const spelled = {
    kind: 'changes',
    place: 'Tree.Locked',
    expected: 'false',
    observed: '"False"',
    view: 'answer',
    looked: ['answer'],
  } as const;
  const echoed = { differences: [spelled], steps: [called('PlantTree', { Locked: 'False' }, '201')] };

  test('is told as what was sent', () => {
    const [only] = explained(echoed);
    expect(only!.sentence).toBe(
      'Numbers and booleans come back as the text that was sent, in Locked: PlantTree was sent "False", which means false, and "False" came back',
    );
    expect(only!.key).toBe('changes:as-text');
  });

  test('is spoilt where it was sent as what it is', () => {
    const plain = { differences: [spelled], steps: [called('PlantTree', { Locked: false }, '201')] };
    expect(keys(plain)).toEqual(['changes:Tree.Locked@PlantTree']);
  });

  test('does not explain what a second call may do', () => {
    const taken = { kind: 'accepts', about: 'TreeInUse' } as const;
    const twice = [called('PlantTree', { Locked: false }, '201'), called('PlantTree', { Locked: false }, '201')];
    expect(keys(echoed, { differences: [taken], steps: twice })).toEqual(['accepts:TreeInUse', 'changes:as-text']);
  });

  test('is a matter of the type that is not checked', () => {
    const type = { kind: 'accepts', place: 'Tree.Locked', about: 'Tree.Locked.type' } as const;
    expect(keys(echoed, [type])).toEqual(['accepts:Tree.Locked.type']);
  });
});

describe('a member that an answer lacks', () => {
  const lacks = { kind: 'loses', operation: 'GetTree', place: 'Tree.Height', view: 'read' } as const;
  const required = { kind: 'accepts', place: 'Tree.Height', about: 'Tree.Height.required' } as const;
  const read = sampleStep({ operation: 'GetTree', input: {}, outcome: '200' });
  const seenAfter = (tree: JsonObject) => ({ differences: [lacks], steps: [called('PlantTree', tree, '201'), read] });

  test('is missing, and not lost, where nothing shows that it was sent', () => {
    expect(explained({ differences: [lacks], steps: [read] })[0]!.sentence).toBe(
      'Height is missing: the response to GetTree has none',
    );
  });

  test('was not sent where requests without it are accepted', () => {
    expect(keys(seenAfter({}), [required])).toEqual(['accepts:Tree.Height.required']);
    expect(keys(seenAfter({ Height: 3 }), [required])).toHaveLength(2);
  });
});
