import { describe, expect, test } from 'vitest';
import { conformanceTests } from '../api/conformance.ts';
import { run } from '../api/run.ts';

/** What `run` throws when its first event is asked for. */
const refusalOfRun = (options: object): Promise<unknown> =>
  run(options as Parameters<typeof run>[0])
    .next()
    .catch((error: Error) => error.message);

const refusalOfTests = (options: object): unknown => {
  try {
    return conformanceTests(options as Parameters<typeof conformanceTests>[0]);
  } catch (error) {
    return (error as Error).message;
  }
};

const at = 'http://127.0.0.1:1';

describe.each([
  ['run', refusalOfRun],
  ['conformance', refusalOfTests],
])('%s refuses', (_, refusal) => {
  test.each<[string, object, string]>([
    [
      'options without a target',
      {},
      'no target was given; give target, endpoint, fetch or handler, or reference: true',
    ],
    ['an endpoint that is not defined', { endpoint: undefined }, 'no target was given'],
    ['a reference that is not wanted', { reference: false }, 'no target was given'],
    ['a misspelt endpoint', { endpont: at }, 'there is no option endpont; did you mean endpoint?'],
    ['a misspelt list of rules', { endpoint: at, rule: ['a'] }, 'there is no option rule; did you mean rules?'],
    [
      'an unknown option that is like no other',
      { endpoint: at, zzz: 1 },
      'there is no option zzz; there are reference,',
    ],
    ['two targets', { endpoint: at, reference: true }, 'endpoint and reference name different targets'],
    ['a misspelt option', { endpoint: at, headers: {} }, 'headers; did you mean header?'],
    [
      'a misspelt member of a known deviation',
      { endpoint: at, known: [{ rule: '*', reason: 'later', expire: '2031-01-01' }] },
      'a known deviation: expire; did you mean expires?',
    ],
  ])('%s', async (_, options, message) => {
    expect(await refusal(options)).toContain(message);
  });
});

test('conformance has options of its own', () => {
  const { name, timeout } = conformanceTests({ reference: true, rules: ['lifecycle.read.*'], name: 'a', timeout: 5 });
  expect({ name, timeout }).toEqual({ name: 'a', timeout: 5 });
});
