import type { Contract } from '../../dist/core/contract.js';
import type { Status } from '../../dist/core/event.js';
import type { Hindrance } from '../../dist/core/hindrance.js';
import { PHASES, type Phase } from '../../dist/core/rule.js';
import { syntheticSource } from '../../dist/provision/synthetic.js';
import type { Rules } from '../../dist/rules/index.js';
import { run } from '../../dist/run/run.js';
import { nameForm } from '../../dist/schema/names.js';
import { httpTarget } from '../../dist/targets/http.js';
import { measuredRules } from './static.ts';

/** Lanes and connections, unless it is their number that is measured. */
export const LANES = 4;

interface Pace {
  rules: Rules;
  phases?: readonly Phase[];
  sign?: boolean;
  lanes?: number;
  /** Whether a rule may come upon nothing to judge, as it does where those are missing that go before it. */
  idle?: boolean;
  /** Random cases of a rule on one operation. */
  runs: number;
}

/**
 * Requests a second of a run over HTTP. Throws where a rule is broken or can't be judged for another reason than the options of
 * the run, since then something else is done than sending.
 */
export async function pace(
  contract: Contract,
  url: URL,
  { rules, phases = PHASES, sign = true, lanes = LANES, idle = false, runs }: Pace,
): Promise<number> {
  const target = httpTarget(contract, url, { sign });
  const seed = 1;
  let begun = 0;
  let rate = 0;
  const events = run({
    contract,
    target,
    rules,
    names: syntheticSource((resource) => nameForm(contract, resource), seed),
    version: '',
    url: url.href,
    seed,
    runs,
    phases,
    concurrency: lanes,
    reproduce: (rule) => rule,
  });
  for await (const event of events) {
    if (event.type === 'phase' && begun === 0) begun = performance.now();
    if (event.type === 'finding') throw new Error(`${event.finding.rule}: ${event.finding.actual}`);
    if (event.type === 'judged' && event.requests > 0 && event.status !== 'pass' && !isLeftOut(event, idle))
      throw new Error(`${event.rule}: ${event.reason}`);
    if (event.type === 'end') rate = (event.requests * 1000) / (performance.now() - begun);
  }
  await target.close();
  return rate;
}

/** Whether a rule had nothing to judge, as it may if idle, or because of the phases or the number of cases that were asked for. */
const isLeftOut = ({ status, hindrance }: { status: Status; hindrance?: Hindrance }, idle: boolean): boolean =>
  status === 'skip' && (idle || hindrance?.kind === 'option');

/** The random phase of the rules that a static server can please, with about so many cases in all. */
export function randomPhase(
  contract: Contract,
  url: URL,
  { cases, ...options }: { cases: number; sign?: boolean; lanes?: number },
): Promise<number> {
  const rules = measuredRules(contract);
  const places = rules.active.flatMap(({ operations }) => operations).length;
  return pace(contract, url, { rules, phases: ['random'], runs: Math.ceil(cases / places), ...options });
}
