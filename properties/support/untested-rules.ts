import { readdirSync, readFileSync } from 'node:fs';
import type { Contract } from '../../src/core/contract.ts';
import { rulesOf } from '../../src/rules/index.ts';

/** The active rules whose ids match, and that no unit test in a folder of `src/rules` names. */
export function untestedRules(contract: Contract, folder: string, ids: RegExp): string[] {
  const path = new URL(`../../src/rules/${folder}/`, import.meta.url);
  const tests = readdirSync(path).filter((name) => name.endsWith('.test.ts'));
  const text = tests.map((name) => readFileSync(new URL(name, path), 'utf8')).join('\n');
  return rulesOf(contract)
    .active.map(({ id }) => id)
    .filter((id) => ids.test(id) && !text.includes(`'${id}'`));
}
