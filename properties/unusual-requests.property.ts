import { expect, test } from 'vitest';
import { referenceRun } from '../src/grade/reference-run.ts';
import type { Modification } from '../src/reference/modification.ts';
import { ownSuite } from '../src/session/suite.ts';
import type { Bug } from './prove/unlisted/bug.ts';
import { REQUEST_BUGS } from './prove/unlisted/requests.ts';
import { SEQUENCE_BUGS } from './prove/unlisted/sequences.ts';
import { VALUE_BUGS } from './prove/unlisted/values.ts';

/** The rules of which some fail, judged alone with the given seed. */
async function failing(modifications: readonly Modification[], rules: string): Promise<Set<string>> {
  const found = new Set<string>();
  const options = { seed: 5, runs: 50, settle: 20, lanes: 1, rules };
  for await (const event of referenceRun(ownSuite(), modifications, options))
    if (event.type === 'finding') found.add(event.finding.rule);
  return found;
}

const bug = (name: string): Bug => {
  const found = [...VALUE_BUGS, ...REQUEST_BUGS, ...SEQUENCE_BUGS].find((one) => one.name === name);
  if (!found) throw new Error(`there is no bug ${name}`);
  return found;
};

const RULES = '{*.carried,StagingDistributionDnsNames.Quantity.type,lifecycle.{unusual-parameters,safe-reads}}';

test.each([
  ['percent escapes are decoded', 'ContinuousDeploymentSingleHeaderConfig.Value.carried'],
  ['digits in header names are lost', 'ContinuousDeploymentSingleHeaderConfig.Header.carried'],
  ['a Marker that is an id fails', 'lifecycle.unusual-parameters'],
  ['an id with a semicolon fails', 'lifecycle.unusual-parameters'],
  ['an id with a colon fails on delete', 'lifecycle.unusual-parameters'],
  ['a query on a read fails', 'lifecycle.unusual-parameters'],
  ['a listing disables what it lists last', 'lifecycle.safe-reads'],
  ['reads count as changes of the version', 'lifecycle.safe-reads'],
])('the default run sees that %s', async (name, rule) => {
  expect(await failing([bug(name).modification], RULES)).toContain(rule);
});

test('none of these rules fails on the reference', async () => {
  expect(await failing([], RULES)).toEqual(new Set());
});
