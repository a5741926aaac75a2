import { expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import type { RunEvent, Shard } from '../src/core/event.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Call, Target } from '../src/core/target.ts';
import { syntheticSource } from '../src/provision/synthetic.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference } from '../src/reference/reference.ts';
import { join } from '../src/report/join.ts';
import { recordsTaker } from '../src/report/records.ts';
import { rulesOf } from '../src/rules/index.ts';
import { run } from '../src/run/run.ts';
import { nameForm } from '../src/schema/names.ts';
import { handlerTarget } from '../src/targets/handler.ts';

const contract = loadContract();
const rules = rulesOf(contract);
const modifications = FAULTS.filter(({ name }) => ['order-check-off', 'errors-without-type'].includes(name));

/** The events of a run on a reference of its own that has two faults, and how often each operation was called. */
async function judged(shard?: Shard): Promise<{ events: RunEvent[]; calls: Map<string, number> }> {
  const bare = handlerTarget(contract, createReference({ contract, modifications }).handle, { name: 'faulty' });
  const calls = new Map<string, number>();
  const target: Target = {
    ...bare,
    call(call: Call) {
      calls.set(call.operation, (calls.get(call.operation) ?? 0) + 1);
      return bare.call(call);
    },
  };
  const events: RunEvent[] = [];
  const names = syntheticSource((resource) => nameForm(contract, resource), 5);
  // One lane: how many pages a list has depends on what other lanes have in the account at that moment.
  const fixed = { contract, target, rules, names, version: '', seed: 5, runs: 2, concurrency: 1, settle: 0 };
  const options = { ...fixed, ...(shard ? { shard } : {}) };
  for await (const event of run({ ...options, reproduce: () => '' })) events.push(event);
  return { events, calls };
}

async function joined(...runs: RunEvent[][]): Promise<RunRecord> {
  const sources = runs.map((events, index) => ({
    name: String(index),
    async *lines() {
      yield* events;
    },
  }));
  const { records, take } = recordsTaker();
  for await (const line of (await join(sources)).lines) take(line);
  expect(records).toHaveLength(1);
  return records[0]!;
}

/** What of a record does not depend on time and on ids. */
const essence = ({ rules, requests, complete }: RunRecord): object => ({
  requests,
  complete,
  rules: rules.map(({ id, status, reason, requests, judged, broken }) => ({
    id,
    status,
    reason,
    requests,
    judged: Object.entries(judged).sort(),
    broken: Object.keys(broken).sort(),
  })),
});

test('three shards together are the whole run: rules, verdicts, requests', async () => {
  const whole = await judged();
  const shards = [1, 2, 3].map((index) => judged({ index, count: 3 }));
  const parts = await Promise.all(shards);
  expect(essence(await joined(...parts.map(({ events }) => events)))).toEqual(essence(await joined(whole.events)));

  // Each machine asks for itself whether what it needs is there.
  const asked = (events: RunEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'preflight' ? [event.operation] : []));
  const total = new Map<string, number>();
  const add = (operation: string, count: number) => total.set(operation, (total.get(operation) ?? 0) + count);
  for (const { calls, events } of parts) {
    for (const [operation, count] of calls) add(operation, count);
    for (const operation of asked(events)) add(operation, -1);
  }
  for (const operation of asked(whole.events)) add(operation, 1);
  expect([...total].sort()).toEqual([...whole.calls].sort());
});
