import { benchmark as codec } from './codec.ts';
import { benchmark as double } from './double.ts';
import { benchmark as fullRun } from './full-run.ts';
import { benchmark as growth } from './growth.ts';
import type { Benchmark } from './measure.ts';
import { benchmark as memory } from './memory.ts';
import { benchmark as proxy } from './proxy.ts';
import { benchmark as randomPhase } from './random-phase.ts';
import { benchmark as schema } from './schema.ts';
import { benchmark as start } from './start.ts';
import { benchmark as traffic } from './traffic.ts';

/** In the order in which they are run; the name of each begins the names of its figures. */
export const BENCHMARKS: Record<string, Benchmark> = {
  'random-phase': randomPhase,
  schema,
  codec,
  start,
  'full-run': fullRun,
  memory,
  double,
  proxy,
  traffic,
  growth,
};
