import { expect, test } from 'vitest';
import { runCommand } from '../src/cli/commands/run.ts';
import { RUN_OPTIONS } from '../src/session/given-options.ts';

/** What only the command line has, since a program does it with the events that it gets. */
const ONLY_WORDS = ['config', 'preset', 'baseline', 'open', 'report', 'verbose', 'watch', 'writeKnown'];

/** What only a program can give. */
const ONLY_VALUES = ['target', 'fetch', 'contract', 'folder', 'earlier', 'signal', 'warn'];

test('a run has the same options in the API and on the command line', () => {
  const words = runCommand().options.map((option) => option.attributeName());
  const named = words.filter((name) => !ONLY_WORDS.includes(name)).map((name) => (name === 'phase' ? 'phases' : name));
  const values = RUN_OPTIONS.filter((name) => !ONLY_VALUES.includes(name));
  expect([...new Set(named)].sort()).toEqual([...values].sort());
});
