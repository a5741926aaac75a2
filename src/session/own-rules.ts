import type { Contract } from '../core/contract.ts';
import type { ActiveRule, AnswerRule, Rule } from '../core/rule.ts';
import { UsageError } from '../core/usage.ts';
import type { Rules } from '../rules/index.ts';

/** A rule of a user's own. Its `kind` may be left out: one with `check` is active. */
export type OwnRule = Omit<ActiveRule, 'kind'> | Omit<AnswerRule, 'kind'>;

/** Rules of a user's own, or what makes them of a contract. */
export type OwnRules = readonly OwnRule[] | ((contract: Contract) => readonly OwnRule[]);

/** The rules of a contract with a user's own after them. Throws a UsageError for what is no rule, and for an id that is taken. */
export function withOwnRules(contract: Contract, { answer, active }: Rules, own: OwnRules | undefined): Rules {
  const added = (typeof own === 'function' ? own(contract) : (own ?? [])).map(tagged);
  const taken = new Set([...answer, ...active].map(({ id }) => id));
  for (const rule of added) {
    if (taken.has(rule.id)) throw new UsageError(`there are two rules ${rule.id}; give yours an id of its own`);
    taken.add(rule.id);
  }
  return {
    answer: [...answer, ...added.filter((rule) => rule.kind === 'answer')],
    active: [...active, ...added.filter((rule) => rule.kind === 'active')],
  };
}

const MEMBERS = ['id', 'evidence', 'demands', 'citations', 'operations'] as const;

function tagged(rule: OwnRule): Rule {
  expectRule(rule);
  return 'check' in rule ? { ...rule, kind: 'active' } : { ...rule, kind: 'answer' };
}

function expectRule(rule: OwnRule): void {
  const missing = MEMBERS.find((member) => rule?.[member] === undefined);
  if (missing !== undefined)
    throw new UsageError(`a rule of your own lacks ${missing}; it needs ${MEMBERS.join(', ')}`);
  const { check, judge } = rule as Partial<ActiveRule & AnswerRule>;
  if (typeof check !== 'function' && typeof judge !== 'function')
    throw new UsageError(
      `the rule ${rule.id} has neither check, to send requests, nor judge, to look at every response`,
    );
}

/** The rules that a file exports. Throws a UsageError. */
export async function loadOwnRules(file: string): Promise<OwnRules> {
  const { importFile } = await import('./load-module.ts');
  const found = await importFile(file);
  if (Array.isArray(found) || typeof found === 'function') return found as OwnRules;
  throw new UsageError(
    `${file} exports no rules; its default export must be a list of them, or a function (contract) => list`,
  );
}
