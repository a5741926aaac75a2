import { operationOf } from '../../contracts/resource.ts';
import type { Contract } from '../../core/contract.ts';
import type { Citation } from '../../core/evidence.ts';
import type { RuleInfo } from '../../core/rule.ts';
import { ACCEPTS, ALLOWED, ANSWERS, LISTED, REFUSES, ROUND_TRIP, UNCHANGED } from './violation.ts';

const HTTP: Citation = { document: 'RFC 9110', place: '3.3' };

/** The rules by which each call of any sequence is judged, wherever the sequence comes from. */
export function sequenceRules(contract: Contract): RuleInfo[] {
  const resources = Object.values(contract.resources);
  const operations = (...verbs: ('create' | 'read' | 'readConfig' | 'update' | 'delete' | 'list')[]): string[] =>
    resources.flatMap((one) => verbs.flatMap((verb) => operationOf(one, verb) ?? []));
  const rule = (id: string, demands: string, on: string[]): RuleInfo => ({
    id,
    evidence: 'documented',
    demands,
    citations: on.flatMap((name) => contract.operations[name]!.basis.citations),
    operations: on,
  });
  const reads = operations('read', 'readConfig');
  const writes = operations('create', 'update', 'delete');
  return [
    rule(ACCEPTS, 'a supported request must be accepted, whatever calls came before it', writes),
    rule(
      REFUSES,
      'a request that breaks a documented constraint must be refused, whatever calls came before it',
      writes,
    ),
    rule(ALLOWED, 'each response must be one that the calls before it allow', [...writes, ...reads]),
    rule(ROUND_TRIP, 'what was accepted must be returned as it was sent, after any calls', [...writes, ...reads]),
    rule(UNCHANGED, 'what no accepted call changed must be read as it was answered before', reads),
    rule(LISTED, 'a listing must show each resource as it is, and none that was deleted', operations('list')),
    {
      ...rule(ANSWERS, 'every request must be answered', Object.keys(contract.operations)),
      evidence: 'standard',
      citations: [HTTP],
    },
  ];
}
