import picomatch from 'picomatch';
import type { Finding } from '../../src/core/event.ts';
import type { Target } from '../../src/core/target.ts';
import { readOrder } from '../../src/formats/order.ts';
import { syntheticSource } from '../../src/provision/synthetic.ts';
import type { Fault } from '../../src/reference/faults/fault.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { createReference } from '../../src/reference/reference.ts';
import { reproduceAlone } from '../../src/run/reproduce.ts';
import { run } from '../../src/run/run.ts';
import { nameForm } from '../../src/schema/names.ts';
import { ownSuite } from '../../src/session/suite.ts';
import { handlerTarget } from '../../src/targets/handler.ts';

/** Share of the faults whose finding must show again. The others need more than its calls: a state of the whole server, or megabytes. */
const LEAST = 0.97;

const suite = ownSuite();
const { contract, rules, version } = suite;
const tasks = readOrder().tasks.map(({ task }) => task);

/** Makes the first finding on every fault again by its token, on a server that is new. Throws where too few still fail. */
export async function prove(): Promise<void> {
  const lines: string[] = [];
  for (const fault of FAULTS) {
    const found = await firstFinding(fault);
    const { verdict, reason } = found?.capsule
      ? await reproduceAlone(
          { contract, target: faulty(fault), rules, names: syntheticSource((name) => nameForm(contract, name), 2) },
          found.capsule,
        )
      : { verdict: 'no token', reason: '' };
    if (verdict !== 'STILL FAILS') lines.push(`  ${fault.name}: ${found?.rule}: ${verdict}: ${reason}`);
  }
  const share = 1 - lines.length / FAULTS.length;
  const again = FAULTS.length - lines.length;
  lines.push(`${again} of ${FAULTS.length} findings fail again by their token (${(share * 100).toFixed(1)} %)`);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (share < LEAST) throw new Error(`less than ${LEAST * 100} % fail again`);
}

const faulty = (fault: Fault): Target =>
  handlerTarget(contract, createReference({ contract, seed: 1, modifications: [fault] }).handle, { sign: true });

/** The first finding that names the cause, in the order by price. */
async function firstFinding(fault: Fault): Promise<Finding | undefined> {
  const names = picomatch(fault.breaks, { bash: true });
  const { target, names: source } = await suite.open(faulty(fault), { seed: 1, lanes: 1 });
  const stop = new AbortController();
  let found: Finding | undefined;
  for await (const event of run({
    ...{ contract, version, rules, target, names: source, seed: 1, runs: 20, settle: 50, concurrency: 1 },
    ...{ order: { tasks }, signal: stop.signal, reproduce: (rule: string) => rule },
  })) {
    if (event.type !== 'finding' || !names(event.finding.rule)) continue;
    found ??= event.finding;
    stop.abort();
  }
  return found;
}
