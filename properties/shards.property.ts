import { expect, test } from 'vitest';
import { loadContract } from '../src/contracts/load.ts';
import type { RunEvent, Shard } from '../src/core/event.ts';
import type { RunRecord } from '../src/core/run-record.ts';
import type { Call, Target } from '../src/core/target.ts';
import type { NameSource } from '../src/provision/names.ts';
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
  let controls = false;
  const target: Target = {
    ...bare,
    call(call: Call) {
      // A shard in which an operation has not succeeded calls it once more at its end.
      if (!controls) calls.set(call.operation, (calls.get(call.operation) ?? 0) + 1);
      return bare.call(call);
    },
  };
  const events: RunEvent[] = [];
  const synthetic = syntheticSource((resource) => nameForm(contract, resource), 5);
  const names: NameSource = (part) => {
    controls ||= part.startsWith('control ');
    return synthetic(part);
  };
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

const isOfLists = (id: string): boolean => id.startsWith('lifecycle.list.');

/**
 * What of a record does not depend on time, on ids, and on what else is in the account: by that the pages of a list are more
 * or fewer, and how many answers a rule on answers saw.
 */
const essence = ({ rules, complete }: RunRecord): object => ({
  complete,
  rules: rules.map(({ id, status, reason, requests, judged, broken }) => ({
    id,
    status,
    reason,
    requests: isOfLists(id) ? 'some' : requests,
    judged: (/^(answer|refusal)\./.test(id) ? Object.keys(judged) : Object.entries(judged)).sort(),
    broken: Object.keys(broken).sort(),
  })),
});

test('three shards together are the whole run: rules, verdicts, requests but for pages of lists', async () => {
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
  const unlisted = (counts: Map<string, number>) => [...counts].filter(([name]) => !name.startsWith('List')).sort();
  expect(unlisted(total)).toEqual(unlisted(whole.calls));
});
