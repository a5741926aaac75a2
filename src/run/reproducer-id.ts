import { createHash } from 'node:crypto';
import { replaceInCalls } from '../core/replace-texts.ts';
import type { Reproducer } from '../core/reproducer.ts';

/** The same for the same calls, whatever the names and ids in them: for telling one failing case from another. */
export function reproducerId({ rule, operation, calls, bindings }: Reproducer): string {
  const plain = replaceInCalls(calls, bindings, (_, index) => `{${index}}`);
  return createHash('sha256')
    .update(JSON.stringify([rule, operation, plain]))
    .digest('hex')
    .slice(0, 10);
}
