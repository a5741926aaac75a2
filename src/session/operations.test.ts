import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import type { RunEvent } from '../core/event.ts';
import { createReference } from '../reference/reference.ts';
import { recordOf } from '../report/record.ts';
import { exitCodeOf } from '../report/verdict.ts';
import { handlerTarget } from '../targets/handler.ts';
import { sessionEvents } from './events.ts';
import { openOperations } from './operations.ts';
import type { OpenTarget } from './target.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const contract = loadContract();
const target = handlerTarget(contract, createReference({ contract }).handle);
const at = (href: string) => ({ target, url: new URL(href) }) as OpenTarget;
const open = (href = 'http://127.0.0.1:1/') => openOperations(at(href), folder);
const asked = (operation: string, state: Extract<RunEvent, { type: 'preflight' }>['state']): RunEvent => ({
  type: 'preflight',
  operation,
  state,
  detail: '',
});

describe('the operations of a target', () => {
  test('are those that the last run found; what a run does not ask or cannot tell stays', () => {
    const first = open();
    for (const name of ['CreateTree', 'GetTree', 'FellTree']) first.take(asked(name, 'implemented'));
    first.close();
    const second = open();
    expect(second.present).toEqual(['CreateTree', 'GetTree', 'FellTree']);
    second.take(asked('GetTree', 'missing'));
    second.take(asked('FellTree', 'unknown'));
    second.close();
    expect(open().present).toEqual(['CreateTree', 'FellTree']);
  });

  test('are kept for each target', () => {
    const one = open();
    one.take(asked('GetTree', 'implemented'));
    one.close();
    expect(open('http://127.0.0.1:2/').present).toEqual([]);
  });

  test('are none where the file is damaged, which is told', () => {
    open().close();
    const [name] = readdirSync(join(folder, 'operations'));
    writeFileSync(join(folder, 'operations', name!), '{"format":1,"implemented":{}}');
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(open().present).toEqual([]);
    expect(String(told.mock.calls[0]?.[0])).toMatch(/is damaged .*; delete it/);
    told.mockRestore();
  });
});

test('an operation that was there in the last run and is absent now fails the run', { timeout: 60_000 }, async () => {
  const { handle } = createReference({ contract });
  let gone = false;
  const handler = async (request: Parameters<typeof handle>[0]) =>
    gone && request.path.endsWith('/config') && request.method === 'GET'
      ? { status: 404, headers: {}, body: new Uint8Array() }
      : handle(request);
  const run = async () => {
    const events: RunEvent[] = [];
    const options = { target: handlerTarget(contract, handler), folder, seed: 1, runs: 1, rules: ['lifecycle.read.*'] };
    for await (const event of sessionEvents(options)) events.push(event);
    const record = recordOf(events);
    return [exitCodeOf(record), record.rules.find(({ id }) => id === 'preflight.still-implements')];
  };
  expect(await run()).toEqual([0, undefined]);
  gone = true;
  expect(await run()).toMatchObject([
    1,
    { status: 'fail', findings: [{ operation: 'GetContinuousDeploymentPolicyConfig', actual: /404/ }] },
  ]);
});
