import type { RecordLine } from '../core/event.ts';
import type { RunRecord } from '../core/run-record.ts';
import { emptyRecord, recorder } from './record.ts';

/** A function that takes the lines of several runs, and the records that they make, in the order of their starts. */
export function recordsTaker(): { records: RunRecord[]; take(line: RecordLine): void } {
  const records: RunRecord[] = [];
  const takers = new Map<string | undefined, ReturnType<typeof recorder>>();
  return {
    records,
    take(line) {
      const { run, ...event } = line;
      if (event.type === 'start') {
        const record = emptyRecord();
        records.push(record);
        takers.set(run, recorder(record));
      }
      takers.get(run)?.(event);
    },
  };
}
