import picomatch from 'picomatch';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../src/core/run-record.ts';
import { expectedOver, HTTP, judgedOver, TRANSPORTS, verdicts } from './support/transports.ts';

/** Rules of which each sends a hundred requests that are like those of others; the proof of this name leaves none out. */
const LONG =
  '{lifecycle.every-transition,lifecycle.concurrency.linearizable*,StagingDistributionDnsNames.*.carried,*.Value.carried}';
const SLOW = ['nock', 'the SDK', 'a module'];

describe('the full suite on the reference gives the same verdicts, rule by rule, as over HTTP', () => {
  let overHttp: RunRecord;
  beforeAll(async () => {
    overHttp = await judgedOver(HTTP);
  });

  test('where all of it passes', () => {
    expect(overHttp.rules.filter(({ status }) => status !== 'pass' && status !== 'skip')).toEqual([]);
  });

  test.each(Object.entries(TRANSPORTS))(
    'through %s, but for rules on bytes that are not seen, which are skipped',
    async (name, transport) => {
      const glob = SLOW.includes(name) ? `!${LONG}` : '*';
      const matches = picomatch(glob, { bash: true });
      const expected = Object.entries(expectedOver(transport, overHttp)).filter(([id]) => matches(id));
      expect(verdicts(await judgedOver(transport, glob))).toEqual(Object.fromEntries(expected));
    },
  );
});
