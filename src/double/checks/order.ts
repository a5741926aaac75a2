import type { Contract } from '../../core/contract.ts';
import { perContract, perName } from '../../wire/shapes.ts';
import { ownResource } from '../book.ts';
import { answered, type Demand } from './check.ts';

const TEARDOWN: Demand = {
  id: 'workflow.order',
  evidence: 'documented',
  demands: 'a resource is deleted once nothing uses it any more and it is disabled',
};
const CHANGE: Demand = {
  id: 'workflow.refused-change',
  evidence: 'recorded',
  demands: 'a change comes at a point of the workflow at which the service takes it',
};

/**
 * A request that is right by itself, but comes at the wrong point of the workflow, as the service's refusal says.
 * Refusals that a wrapper may well ask for (is it there already, is it taken) are no violation.
 */
export const order = answered(({ heard, certificate, done }, { contract, turns }) => {
  // After a write of whose success it was not told, a wrapper can't know where in the workflow it is.
  if (turns.some((turn) => turn.done?.kind === 'response' && turn.told?.kind !== 'response')) return [];
  if ('problem' in heard || done?.kind !== 'refused' || certificate?.answer !== 'supported') return [];
  const { operation } = heard;
  const { code } = done.error;
  if (mayBeAskedFor(contract)(operation).has(code)) return [];
  const found = `${done.status} ${code}`;
  return [{ demand: ownResource(contract, operation)?.operations.delete === operation ? TEARDOWN : CHANGE, found }];
});

/** Codes that depend on what is there, that other checks speak of, or that say nothing about the request. */
const mayBeAskedFor = perContract((contract) =>
  perName((operation) => {
    const codes = Object.values(contract.resources).flatMap(({ errors }) => circumstances(errors));
    const { dependsOn = [], unique = [] } = ownResource(contract, operation) ?? {};
    return new Set([...codes, ...[...dependsOn, ...unique].map(({ error }) => error)]);
  }),
);

const circumstances = (errors: Contract['resources'][string]['errors']): string[] =>
  [errors.notFound, errors.alreadyExists, errors.tooMany, errors.missingIfMatch, ...errors.staleIfMatch].filter(
    (code) => code !== undefined,
  );
