import type { Contract, Operation } from '../core/contract.ts';
import type { AnswerRule } from '../core/rule.ts';
import type { Violation } from '../double/report.ts';
import { callOf, type Turn } from '../double/turn.ts';
import { passing } from '../middleware/passing.ts';
import { answerRules } from '../rules/response/index.ts';
import { stateOf } from '../run/preflight.ts';
import { acceptance } from './acceptance.ts';
import type { AnswerCheck } from './answer-check.ts';
import { refusals } from './refusals.ts';
import { roundTrip } from './round-trip.ts';

/** A rule that an answer broke: what came, and what should have come. */
export interface ProxyViolation
  extends Pick<Violation, 'rule' | 'evidence' | 'demands' | 'request' | 'operation' | 'found'> {
  expected: string;
}

/**
 * What is wrong with the answers of a conversation, by the rules that a run holds against every answer and by what this
 * conversation itself shows of the service. `except`: ids of rules that are not judged.
 */
export function answerFindings(
  contract: Contract,
  turns: readonly Turn[],
  { except = [] }: { except?: readonly string[] } = {},
): ProxyViolation[] {
  const rules = answerRules(contract).filter(({ id }) => !except.some((one) => id === one || id.startsWith(`${one}.`)));
  const lacking = new Set(lackingOperations(contract, turns));
  const checks: AnswerCheck[] = [byRules(rules), acceptance(contract), refusals(contract), roundTrip(contract)];
  return turns.flatMap((turn) => {
    const { done, number, parsed } = turn;
    // An answer that asks to come back later, or none, says nothing about the service.
    if (!done || done.kind === 'lost' || done.kind === 'unsent' || passing(contract, done)) return [];
    if (lacking.has(parsed.operation ?? '')) return [];
    return checks.flatMap((check) =>
      check(turn).map(({ rule, expected, actual }) => ({
        rule: rule.id,
        evidence: rule.evidence,
        demands: rule.demands,
        request: number,
        ...(parsed.operation === undefined ? {} : { operation: parsed.operation }),
        found: actual,
        expected,
      })),
    );
  });
}

const byRules =
  (rules: readonly AnswerRule[]): AnswerCheck =>
  (turn) => {
    const call = callOf(turn);
    if (!call || !turn.done || !turn.certificate) return [];
    return rules.flatMap((rule) => {
      const verdict = rule.judge(call, turn.done!, turn.certificate!);
      return verdict === undefined || verdict === 'holds' ? [] : [{ rule, ...verdict }];
    });
  };

/** Operations that the service says it lacks, and never completed. */
export function lackingOperations(contract: Contract, turns: readonly Turn[]): string[] {
  const completed = new Set(
    turns.filter(({ done }) => done?.kind === 'response').map(({ parsed }) => parsed.operation ?? ''),
  );
  const lacking = turns.flatMap((turn) => (isLacking(contract, turn) ? [turn.parsed.operation!] : []));
  return [...new Set(lacking)].filter((operation) => !completed.has(operation));
}

/** Whether an answer says that there is no such operation; how that is said is up to the server. */
function isLacking(contract: Contract, { done, parsed }: Turn): boolean {
  const operation = contract.operations[parsed.operation ?? ''];
  if (!operation || !done || (done.kind !== 'refused' && done.kind !== 'unreadable')) return false;
  if (done.kind === 'unreadable' && (done.status ?? 0) < 300) return false;
  return stateOf({ ...contract, errors: errorsAround(contract, operation) }, operation, done).state === 'missing';
}

/** The errors of an operation and of those at paths that begin as its does: codes that a server without it would not give. */
function errorsAround({ operations, errors }: Contract, { path }: Operation): Contract['errors'] {
  const [, version, kind] = path.split(/[/?]/);
  const near = Object.values(operations).filter((one) => one.path.startsWith(`/${version}/${kind}`));
  return Object.fromEntries(near.flatMap((one) => one.errors.map((code) => [code, errors[code]!])));
}
