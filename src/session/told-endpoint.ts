import { UsageError } from '../core/usage.ts';
import type { TargetOptions } from './target-options.ts';

/**
 * An endpoint that a file in the folder names, which may be anybody's: credentials and headers never go there. Throws a
 * UsageError. `says`: the file and what it says, such as `the journal says that the run of … went to`.
 */
export function toldEndpoint(endpoint: string | URL, options: Partial<TargetOptions>, says: string): URL {
  const { profile, credentials, header = {} } = options;
  if (profile !== undefined || credentials !== undefined || Object.keys(header).length > 0)
    throw new UsageError(
      `${says} ${String(endpoint)}; credentials and headers go only to an endpoint that you name with --endpoint`,
    );
  return new URL(endpoint);
}
