import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { MAIN } from '../support/cli.ts';
import type { Benchmark } from './measure.ts';
import { inTurns } from './rounds.ts';

export const benchmark: Benchmark = {
  about: 'from the start of the command to the first request that a target sees',
  async measure(share) {
    const { medians } = await inTurns({ run: firstRequest, node: bareNode }, share);
    return [
      {
        name: 'start.first-request',
        value: medians.run,
        unit: 'ms',
        goal: { atMost: 300 },
        about: 'start to first request',
      },
      { name: 'start.node', value: medians.node, unit: 'ms', about: 'a node that does nothing, start to end' },
    ];
  },
};

async function firstRequest(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, 'run', '--endpoint', `http://127.0.0.1:${port}`], {
    cwd: tmpdir(),
    stdio: 'ignore',
  });
  const [socket] = await once(server, 'connection');
  await once(socket, 'data');
  const time = performance.now() - started;
  child.kill('SIGKILL');
  await once(child, 'close');
  server.close();
  return time;
}

async function bareNode(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['--eval', '0'], { stdio: 'ignore' }), 'close');
  return performance.now() - started;
}
