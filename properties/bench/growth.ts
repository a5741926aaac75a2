import { loadContract } from '../../dist/contracts/load.js';
import type { Contract } from '../../dist/core/contract.js';
import { createReference } from '../../dist/reference/reference.js';
import { serve } from '../../dist/reference/serve.js';
import { rulesOf } from '../../dist/rules/index.js';
import type { Benchmark, Measure } from './measure.ts';
import { pace, randomPhase } from './pace.ts';
import { inTurns, some } from './rounds.ts';
import { startStatic } from './static.ts';

const LANES = [1, 4, 16, 64];
const CASES = [1_000, 10_000, 100_000];
const RULES = [10, 50, 100];

/** Lanes and cases are those of the random phase against a static server, rules those of a whole run on the reference. */
export const benchmark: Benchmark = {
  about: 'requests a second as lanes, cases and rules grow in number',
  async measure(share) {
    const contract = loadContract();
    const { url, stop } = await startStatic(contract);
    const lanes = await grown(LANES, share, (lanes) =>
      randomPhase(contract, url, { lanes, cases: some(4_000, share) }),
    );
    const cases = await grown(CASES, share, (cases) => randomPhase(contract, url, { cases: some(cases, share) }));
    stop();
    const all = rulesOf(contract).active.length;
    const rules = await grown([...RULES, all], share, (count) =>
      wholeRun(contract, some(count, share), some(50, share)),
    );
    return [...measuresOf('lanes', lanes), ...measuresOf('cases', cases), ...measuresOf('rules', rules)];
  },
};

type Rates = Map<number, number>;

async function grown(numbers: number[], share: number, rateAt: (number: number) => Promise<number>): Promise<Rates> {
  const ways = Object.fromEntries(numbers.map((number) => [number, () => rateAt(number)]));
  const { medians } = await inTurns(ways, share);
  return new Map(numbers.map((number) => [number, medians[number]!]));
}

function measuresOf(what: string, rates: Rates): Measure[] {
  const [[few, least], [many, most]] = [[...rates].at(0)!, [...rates].at(-1)!];
  return [
    ...[...rates].map(([number, value]) => ({
      name: `growth.${what}-${number}`,
      value,
      unit: 'requests/s' as const,
      about: `${number.toLocaleString('en')} ${what}`,
    })),
    {
      name: `growth.${what}`,
      value: most / least,
      unit: 'ratio',
      about: `${many.toLocaleString('en')} ${what}, of ${few.toLocaleString('en')}`,
    },
  ];
}

/** A run with so many rules, from all over the list. */
async function wholeRun(contract: Contract, count: number, runs: number): Promise<number> {
  const { answer, active } = rulesOf(contract);
  const step = active.length / count;
  const chosen = Array.from({ length: count }, (_, index) => active[Math.floor(index * step)]!);
  const { url, close } = await serve(createReference({ contract, seed: 1 }));
  const rate = await pace(contract, new URL(url), { rules: { answer, active: chosen }, idle: true, runs });
  await close();
  return rate;
}
