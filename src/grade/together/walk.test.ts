import { expect, test } from 'vitest';
import { account } from './testing/accounts.ts';
import { walk } from './walk.ts';

const alone = new Map(['moss', 'mould', 'rust'].map((name) => [name, account([name])]));
const faults = [...alone.keys()];

test('the cause of the first heading is taken out until the server conforms', async () => {
  const result = await walk(faults, alone, async (left) => account([...left].reverse()));
  expect(result).toMatchObject({ ends: 'mended', runs: 4 });
  expect(result.steps.map(({ fault }) => fault)).toEqual(['rust', 'mould', 'moss']);
});

test('a first heading that no fault causes ends it', async () => {
  const result = await walk(faults, alone, async () => account(['weeds', 'moss']));
  expect(result).toMatchObject({ ends: 'no-cause', runs: 1, steps: [{ key: 'weeds' }] });
});

test('a heading whose cause is already taken out is caused by nobody', async () => {
  expect(await walk(faults, alone, async () => account(['moss']))).toMatchObject({ ends: 'no-cause', runs: 2 });
});

test('a server on which nothing fails and that does not conform ends it', async () => {
  expect(await walk(faults, alone, async () => account([], { verdict: 'INCONCLUSIVE' }))).toMatchObject({
    ends: 'silent',
  });
});
