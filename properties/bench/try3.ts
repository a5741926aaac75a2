import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { loadContract } from '../../src/schema/contract.ts';
import { randomPhase, startServer } from './throughput.ts';

const contract = loadContract();
const { url, stop } = await startServer(contract);
await randomPhase(contract, url, process.argv[2] === 'signed', 6000);
const s = new Session();
s.connect();
await s.post('Profiler.enable');
await s.post('Profiler.setSamplingInterval', { interval: 300 });
await s.post('Profiler.start');
await randomPhase(contract, url, process.argv[2] === 'signed', 12000);
const { profile } = await s.post('Profiler.stop');
mkdirSync('/tmp/prof', { recursive: true });
writeFileSync('/tmp/prof/x' + Date.now() + '.cpuprofile', JSON.stringify(profile));
stop();
