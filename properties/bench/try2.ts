import { loadContract } from '../../src/schema/contract.ts';
import { bareLoop, randomPhase, samples, startServer } from './throughput.ts';

const contract = loadContract();
const { url, stop } = await startServer(contract);
const sign = process.argv[2] === 'signed';
for (let i = 0; i < 3; i++) {
  const c = process.cpuUsage();
  const r = await randomPhase(contract, url, sign, 6000);
  const u = process.cpuUsage(c);
  console.log(r.toFixed(0), 'cpu us/request', (u.user + u.system) / 6000);
  const c2 = process.cpuUsage();
  const b = await bareLoop(url, samples(contract), 6000);
  const u2 = process.cpuUsage(c2);
  console.log('  bare', b.toFixed(0), (u2.user + u2.system) / 6000);
}
stop();
