import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordLine } from '../core/event.ts';
import type { Hindrance } from '../core/hindrance.ts';
import { ndjson, sampleEvents } from '../report/testing/sample-run.ts';
import { readLines } from './record.ts';

const events = sampleEvents({ rules: [{ id: 'A.b', status: 'fail', findings: [{ actual: 'naïve “201” 𝒜' }] }] });
const text = ndjson(events);
const first = text.indexOf('\n');

async function* inChunks(whole: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size);
}

async function read(whole: string, size = 16): Promise<RecordLine[]> {
  const lines: RecordLine[] = [];
  for await (const line of readLines(inChunks(whole, size))) lines.push(line);
  return lines;
}

test('what was written is read, in chunks of any size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (size) => {
      expect(await read(text, size)).toEqual(events);
    }),
    { numRuns: 20 },
  );
});

test('a record that was cut off anywhere after its first line gives the whole lines before the cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: first, max: text.length }), async (cut) => {
      const whole = text.slice(0, cut).split('\n').filter(complete).length;
      expect(await read(text.slice(0, cut))).toEqual(events.slice(0, whole));
    }),
  );
});

function complete(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

test('a damaged line before the last is left out, and told with its number and what is wrong', async () => {
  const damages: [string, string][] = [
    [text.replace('"type":"judged"', '"type:"judged"'), 'is not an event of a run'],
    [text.replace('"requests":3', '"requests":"3"'), 'is damaged: requests must be integer'],
    [text.replace('"type":"judged"', '"type":"__proto__"'), 'is not an event of a run'],
  ];
  for (const [broken, problem] of damages) {
    const told: [number, string][] = [];
    const lines: RecordLine[] = [];
    for await (const line of readLines(inChunks(broken, 16), (...damage) => told.push(damage))) lines.push(line);
    expect(told).toEqual([[5, problem]]);
    expect(lines).toEqual(events.filter((_, index) => index !== 4));
  }
});

test.each([
  ['an empty file', '', 'there is no run in it'],
  ['another JSON file', '{\n  "version": 1\n}\n', 'line 1 is not an event'],
  ['an event before its start', ndjson(events.slice(1)), 'line 1 comes before the start of its run'],
  ['a later format', text.replace('"format":1', '"format":2'), 'line 1 is of format 2'],
])('%s is refused', async (_, whole, message) => {
  await expect(read(whole)).rejects.toThrow(message);
});

test('an event of a run that never began is left out', async () => {
  expect(await read(ndjson([...events, { ...events[1]!, run: 'x' }, events[1]!]))).toEqual([...events, events[1]]);
});

test('why a rule was not judged is read back as it was written', async () => {
  const hindrances: Hindrance[] = [
    { kind: 'option' },
    { kind: 'not-implemented', operations: ['FellTree'] },
    { kind: 'step', operation: 'PlantTree', outcome: '400 NoSuchSoil', rules: ['Tree.plants'] },
  ];
  const rules = hindrances.map((hindrance, index) => ({
    id: `A.${index}`,
    status: 'skip' as const,
    reason: 'so',
    hindrance,
  }));
  const lines = await read(ndjson(sampleEvents({ rules })));
  expect(lines.flatMap((line) => (line.type === 'judged' ? [line.hindrance] : []))).toEqual(hindrances);
});
