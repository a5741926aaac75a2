import { operationOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import type { Citation, Evidence } from '../core/evidence.ts';
import type { RuleInfo } from '../core/rule.ts';
import { edgeCases, violationCases } from '../schema/cases.ts';
import { type Constraint, constraints } from '../schema/constraints.ts';
import { judgedOn } from './constraint/needed-rules.ts';
import type { Rules } from './index.ts';
import { acceptableCodes } from './response/refusal-code.ts';

/** One line of the ledger: a rule, its sources, and the cases that exercise it. */
export interface LedgerEntry {
  id: string;
  evidence: Evidence;
  demands: string;
  citations: Citation[];
  operations: string[];
  phases: string[];
  /** Names of the deterministic cases on either side of a constraint; empty for other rules. */
  supported: string[];
  broken: string[];
  /** Codes with which a request that breaks it may be refused; empty for a rule that no request breaks. */
  refusals: string[];
}

/** Every rule that a contract gives, in the order in which they are judged. */
export function ledger(
  contract: Contract,
  { answer, active }: Rules,
  traffic: readonly RuleInfo[] = [],
): LedgerEntry[] {
  const known = constraintsById(contract);
  return [
    ...active.map((rule) => ({ ...infoOf(rule), phases: [...rule.phases], ...casesOf(contract, known.get(rule.id)) })),
    ...answer.map((rule) => ({ ...infoOf(rule), phases: ['every answer'], ...casesOf(contract, undefined) })),
    ...traffic.map((rule) => ({ ...infoOf(rule), phases: ['traffic'], ...casesOf(contract, undefined) })),
  ];
}

/** The constraints that rules judge, by id, each with the shape of the first input that it is part of. */
export function constraintsById(
  contract: Contract,
): Map<string, { constraint: Constraint; shape: string; operation: string }> {
  const found = new Map<string, { constraint: Constraint; shape: string; operation: string }>();
  for (const resource of Object.values(contract.resources)) {
    const { minimal } = resource;
    if (minimal !== undefined) {
      for (const { constraint, operation } of judgedOn(contract, resource)) {
        found.set(constraint.id, { constraint, operation, shape: contract.operations[operation]!.input });
      }
      continue;
    }
    for (const operation of [operationOf(resource, 'create'), operationOf(resource, 'update')]) {
      const shape = contract.operations[operation]!.input;
      for (const constraint of constraints(contract, shape)) {
        if (!found.has(constraint.id)) found.set(constraint.id, { constraint, shape, operation });
      }
    }
  }
  return found;
}

function infoOf({
  id,
  evidence,
  demands,
  citations,
  operations,
}: Omit<LedgerEntry, 'phases' | 'supported' | 'broken' | 'refusals'>) {
  return { id, evidence, demands, citations, operations };
}

function casesOf(
  contract: Contract,
  known: { constraint: Constraint; shape: string } | undefined,
): Pick<LedgerEntry, 'supported' | 'broken' | 'refusals'> {
  if (!known) return { supported: [], broken: [], refusals: [] };
  const { constraint, shape } = known;
  const edges = edgeCases(contract, shape, constraint).map(({ name }) => name);
  return {
    supported: edges.length > 0 ? edges : ['smallest request that holds it'],
    broken: violationCases(contract, shape, constraint).map(({ name }) => name),
    refusals: acceptableCodes(contract, constraint.keyword),
  };
}
