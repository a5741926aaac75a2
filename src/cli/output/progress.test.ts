import { expect, test } from 'vitest';
import { progressLine } from './progress.ts';

const event = { type: 'progress', phase: 'edges', done: 3, total: 27, requests: 500, findings: 2 } as const;

test('the progress line says what is done, findings, requests, their rate and the phase', () => {
  expect(progressLine(event, 2, 79)).toBe('judged 3/27, 2 findings, 500 requests, 250/s, phase edges');
});

test.each([40, 30, 20, 5, 0])('the progress line is never longer than a terminal of %i columns', (width) => {
  expect(progressLine(event, 2, width).length).toBeLessThanOrEqual(width);
});

test('a narrow terminal loses the phase and the rate first, and what is done last', () => {
  expect(progressLine(event, 2, 39)).toBe('judged 3/27, 2 findings, 500 requests');
  expect(progressLine(event, 2, 12)).toBe('judged 3/27');
});
