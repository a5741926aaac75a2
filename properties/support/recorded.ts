import { join } from 'node:path';
import type { JudgeOptions } from '../../src/cli/options/judge-options.ts';
import { loadContract } from '../../src/contracts/load.ts';
import type { RunRecord } from '../../src/core/run-record.ts';
import { readCassette } from '../../src/formats/cassette.ts';
import { jsonReport } from '../../src/report/json.ts';
import { emptyRecord, recorder } from '../../src/report/record.ts';
import { type Rules, rulesOf } from '../../src/rules/index.ts';
import { visitEvents } from '../../src/session/events.ts';
import { openRecording } from '../../src/session/recording.ts';
import { RECORDED_RUN } from '../../src/session/run-name.ts';
import { type OpenTarget, openCassette } from '../../src/session/target.ts';

const contract = loadContract();

export interface Recorded {
  /** The JSON reports without their times. */
  live: string;
  replayed: string;
  record: RunRecord;
  file: string;
}

/** Judges a target and records it, then judges the recording. */
export async function recordAndReplay(
  open: OpenTarget,
  folder: string,
  { judgedBy = rulesOf(contract), ...options }: Partial<JudgeOptions> & { judgedBy?: Rules } = {},
): Promise<Recorded> {
  const file = join(folder, `${open.target.name.replaceAll(/\W/g, '-')}.ndjson`);
  const seed = options.seed ?? 1;
  const plan = { contract, choice: async () => ({ rules: judgedBy }), require: [], seed };
  const wanted = { staging: 'auto' as const, rules: [], exclude: [], require: [], report: [], ...options };
  const recording = openRecording(contract, file, open, { seed });
  const record = emptyRecord();
  const take = recorder(record);
  for await (const event of visitEvents(plan, open, { ...wanted, recording })) take(event);
  recording.finish();
  const cassette = readCassette(file);
  const again = emptyRecord();
  const takeAgain = recorder(again);
  const { runs, settle, patience, staging } = cassette.head;
  const tape = await openCassette(contract, cassette, { runs, settle, patience, concurrency: 1 });
  for await (const event of visitEvents(plan, tape, { ...wanted, staging, run: RECORDED_RUN })) takeAgain(event);
  return { live: withoutTimes(record), replayed: withoutTimes(again), record, file };
}

function withoutTimes(record: RunRecord): string {
  return JSON.stringify({ ...jsonReport(record), started: '', seconds: 0 }, null, 1);
}
