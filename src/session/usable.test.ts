import { expect, test } from 'vitest';
import type { RunEvent } from '../core/event.ts';
import { TargetUnusableError } from '../run/options.ts';
import { usable } from './usable.ts';

async function* events(error: Error): AsyncGenerator<RunEvent, void> {
  yield { type: 'note', text: 'first' };
  throw error;
}

test('a target that cannot be judged ends the events, and no error comes', async () => {
  const seen: string[] = [];
  for await (const event of usable(events(new TargetUnusableError('nothing answers')))) seen.push(event.type);
  expect(seen).toEqual(['note']);
});

test('any other error is not swallowed', async () => {
  const stream = usable(events(new TypeError('a bug')));
  await stream.next();
  await expect(stream.next()).rejects.toThrow('a bug');
});
