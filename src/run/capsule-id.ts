import { createHash } from 'node:crypto';
import type { Capsule } from '../core/capsule.ts';
import type { Json } from '../core/json.ts';
import { replaceTexts } from '../core/replace-texts.ts';

/** The same for the same calls, whatever the names and ids in them: for telling one failing case from another. */
export function capsuleId({ rule, operation, calls, bindings }: Capsule): string {
  const plain = replaceTexts(calls as unknown as Json, bindings, (_, index) => `{${index}}`);
  return createHash('sha256')
    .update(JSON.stringify([rule, operation, plain]))
    .digest('hex')
    .slice(0, 10);
}
