import type { Capsule } from '../../core/capsule.ts';
import { UsageError } from '../../core/usage.ts';
import { BadToken, decodeToken } from '../../run/token.ts';

/** The capsule of a token that a user gave. Throws a UsageError. */
export function capsuleOfToken(token: string): Capsule {
  try {
    return decodeToken(token);
  } catch (error) {
    if (error instanceof BadToken) throw new UsageError(error.message);
    throw error;
  }
}
