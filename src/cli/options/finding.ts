import type { Reproducer } from '../../core/reproducer.ts';
import { UsageError } from '../../core/usage.ts';
import { decodeToken } from '../../formats/token.ts';
import { findingNumber, isNumber } from '../../session/last-run.ts';
import { FOLDER } from './run-options.ts';

/** The help text of the argument that names a finding. */
export const FINDING_HELP = 'number of a finding in the last run in this folder, or a token';

/** The finding that a number of the last run or a token names. Throws a UsageError. */
export function findingNamed(word: string): { capsule: Reproducer; token: string; endpoint?: URL } {
  if (!isNumber(word)) return { capsule: decodeToken(word), token: word };
  const { finding, endpoint } = findingNumber(FOLDER, word);
  if (finding.token === '')
    throw new UsageError(`finding ${word} has no calls that can be repeated; show ${word} tells it`);
  return {
    capsule: decodeToken(finding.token),
    token: finding.token,
    ...(endpoint === undefined ? {} : { endpoint: new URL(endpoint) }),
  };
}
