import picomatch from 'picomatch';
import { expect } from 'vitest';
import { loadContract } from '../../contracts/load.ts';
import type { RuleRecord, RunRecord } from '../../core/run-record.ts';
import type { Handler } from '../../core/target.ts';
import { syntheticSource } from '../../provision/synthetic.ts';
import { FAULTS } from '../../reference/faults/index.ts';
import type { Modification } from '../../reference/modification.ts';
import { createReference } from '../../reference/reference.ts';
import { emptyRecord, recorder } from '../../report/record.ts';
import { rulesOf } from '../../rules/index.ts';
import { type RunParameters, run } from '../../run/run.ts';
import { nameForm } from '../../schema/names.ts';
import { handlerTarget } from '../../targets/handler.ts';

export const contract = loadContract();
const rules = rulesOf(contract);

/** Judges a handler in process by the rules that a glob selects. */
export async function judge(handler: Handler, glob: string, options: Partial<RunParameters> = {}): Promise<RunRecord> {
  const matches = picomatch(glob, { bash: true });
  const record = emptyRecord();
  const take = recorder(record);
  const seed = options.seed ?? 1;
  const events = run({
    contract,
    target: handlerTarget(contract, handler),
    rules: {
      answer: rules.answer.filter(({ id }) => matches(id)),
      active: rules.active.filter(({ id }) => matches(id)),
    },
    names: syntheticSource((resource) => nameForm(contract, resource), seed),
    version: '',
    seed,
    runs: 20,
    ...(options.url === undefined ? { settleReads: 0 } : {}),
    reproduce: (rule) => rule,
    ...options,
  });
  for await (const event of events) take(event);
  return record;
}

export function referenceWith(...modifications: Modification[]): Handler {
  return createReference({ contract, modifications }).handle;
}

export function faultNamed(name: string): Modification {
  const found = FAULTS.find((fault) => fault.name === name);
  if (!found) throw new Error(`there is no fault ${name}`);
  return found;
}

const ruleOf = (record: RunRecord, id: string): RuleRecord => record.rules.find((rule) => rule.id === id)!;

/** The rule is judged on the reference and holds. */
export async function expectPass(id: string): Promise<void> {
  const { status, reason, findings } = ruleOf(await judge(referenceWith(), id), id);
  expect({ status, reason, findings }).toEqual({ status: 'pass', reason: undefined, findings: [] });
}

/** The rule finds the fault. Gives what it found, the smallest case first. */
export async function expectFinding(
  id: string,
  fault: string | Modification,
  options: Partial<RunParameters> = {},
): Promise<RuleRecord['findings']> {
  const modification = typeof fault === 'string' ? faultNamed(fault) : fault;
  const { findings } = ruleOf(await judge(referenceWith(modification), id, options), id);
  expect(findings.length, `${id} finds nothing`).toBeGreaterThan(0);
  return findings;
}
