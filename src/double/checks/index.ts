import { body } from './body.ts';
import type { Demand, RequestCheck } from './check.ts';
import { constraints } from './constraints.ts';
import { elements } from './elements.ts';
import { gone } from './gone.ts';
import { ifMatchAgain } from './if-match-again.ts';
import { ifMatchCurrent } from './if-match-current.ts';
import { ifMatchKnown } from './if-match-known.ts';
import { ifMatchPresent } from './if-match-present.ts';
import { knownOrder } from './known-order.ts';
import { NOTHING_LEFT } from './nothing-left.ts';
import { order } from './order.ts';
import { place } from './place.ts';
import { queryNames } from './query-names.ts';
import { resourceNames, resourceNamesAlone } from './resource-names.ts';
import { signature } from './signature.ts';
import { wholeConfiguration } from './whole-configuration.ts';

/** Everything that is looked at in a request, in the order in which it is told. */
export const CHECKS: readonly RequestCheck[] = [
  place,
  signature,
  body,
  queryNames,
  elements,
  constraints,
  ifMatchPresent,
  ifMatchKnown,
  ifMatchCurrent,
  ifMatchAgain,
  wholeConfiguration,
  gone,
  resourceNames,
  order,
];

/** What takes the place of checks that take a service's word for the truth. */
const WITHOUT_TRUST = new Map<RequestCheck, RequestCheck>([
  [order, knownOrder],
  [resourceNames, resourceNamesAlone],
]);

/** The same in front of a service that may be wrong. */
export const CHECKS_OF_REQUESTS: readonly RequestCheck[] = CHECKS.map((check) => WITHOUT_TRUST.get(check) ?? check);

/** All demands that are not constraints of the contract. */
export const DEMANDS: readonly Demand[] = [...CHECKS.flatMap(({ demands }) => demands), NOTHING_LEFT];
