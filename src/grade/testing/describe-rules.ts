import { describe, expect, test } from 'vitest';
import type { Modification } from '../../reference/modification.ts';
import type { RunParameters } from '../../run/run.ts';
import { expectFinding, expectPass } from './judging.ts';

/** A rule, and a fault of the reference that it must find. */
export type RuleAndFault = readonly [rule: string, fault: string | Modification];

/**
 * Tests rules beside the file that makes them: each holds on the reference, and finds its fault in few calls.
 * `most`: how many calls a finding may take.
 */
export function describeRules(
  rules: readonly RuleAndFault[],
  { most = 4, ...options }: Partial<RunParameters> & { most?: number } = {},
): void {
  describe.each(rules)('%s', (rule, fault) => {
    test('holds on the reference', () => expectPass(rule));

    test(`finds ${typeof fault === 'string' ? fault : 'its fault'}`, async () => {
      const findings = await expectFinding(rule, fault, options);
      for (const { steps } of findings) expect(steps.length).toBeLessThanOrEqual(most);
    });
  });
}
