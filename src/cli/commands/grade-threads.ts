import { Tinypool } from 'tinypool';
import type { GradeTask } from '../../grade/implementation.ts';
import type { Inspected, Inspection } from '../../grade/together/inspect.ts';
import type { Trial } from '../../grade/trial.ts';

/** Tasks of one thread at a time: while one waits, another works. */
const TASKS_A_THREAD = 4;

/** Work of a grade that other threads do; many tasks may be under way at once. */
export interface GradeThreads {
  perform(task: GradeTask): Promise<Trial>;
  inspect(inspection: Inspection): Promise<Inspected>;
}

/** Does work with so many threads, which end with it. */
export async function withThreads<T>(threads: number, work: (threads: GradeThreads) => Promise<T>): Promise<T> {
  const pool = new Tinypool({
    filename: new URL('./grade-worker.js', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: TASKS_A_THREAD,
  });
  try {
    return await work({
      perform: (task) => pool.run(task),
      inspect: (inspection) => pool.run(inspection, { name: 'inspecting' }),
    });
  } finally {
    await pool.destroy();
  }
}
