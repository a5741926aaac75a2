import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../core/event.ts';
import { UsageError } from '../core/usage.ts';
import { readOperations, type StoredOperations } from '../formats/operations.ts';
import { warn } from './print.ts';
import type { OpenTarget } from './target.ts';

/** The operations of a target, as far as they are kept from one run to the next. */
export interface KeptOperations {
  /** Those that the last run found implemented. */
  present: readonly string[];
  take(event: RunEvent): void;
  /** Keeps those of this run; what it did not ask stays as it was. */
  close(): void;
}

/** Keeps the operations of a target below `folder`; none without one, and none of what ends with this process. */
export function openOperations({ target, url, embedded }: OpenTarget, folder: string | undefined): KeptOperations {
  if (folder === undefined || embedded) return { present: [], take: () => {}, close: () => {} };
  const place = url?.href ?? target.name;
  const under = join(folder, 'operations');
  const file = join(under, `${createHash('sha256').update(place).digest('hex').slice(0, 16)}.json`);
  const present = presentIn(file, place);
  const implemented = new Set(present);
  return {
    present,
    take(event) {
      if (event.type !== 'preflight') return;
      if (event.state === 'implemented') implemented.add(event.operation);
      else if (event.state === 'missing') implemented.delete(event.operation);
    },
    close() {
      const kept: StoredOperations = { format: 1, target: place, implemented: [...implemented] };
      try {
        mkdirSync(under, { recursive: true });
        writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
      } catch (error) {
        warn(`the operations cannot be kept for the next run in ${under} (${(error as NodeJS.ErrnoException).code})`);
      }
    },
  };
}

/** A damaged file is told and left out. */
function presentIn(file: string, place: string): readonly string[] {
  if (!existsSync(file)) return [];
  try {
    const { target, implemented } = readOperations(file);
    return target === place ? implemented : [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    warn(error.message);
    return [];
  }
}
