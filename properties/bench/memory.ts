import { loadContract } from '../../dist/contracts/load.js';
import { command } from './command.ts';
import type { Benchmark } from './measure.ts';
import { some } from './rounds.ts';
import { EXCLUDED, GLOBS, measuredRules, startStatic } from './static.ts';

const FEW = 20_000;
const MANY = 200_000;

export const benchmark: Benchmark = {
  about: 'peak memory of a run, and how it grows with the cases',
  async measure(share) {
    const contract = loadContract();
    const { url, stop } = await startStatic(contract);
    const places = measuredRules(contract).active.flatMap(({ operations }) => operations).length;
    const peak = async (cases: number): Promise<number> => {
      const runs = String(Math.ceil(some(cases, share) / places));
      const how = ['--phase', 'random', '--seed', '1', '--runs', runs, '--staging', 'synthetic'];
      return (await command(['run', '--endpoint', url.href, ...how, '--rules', ...GLOBS, '--exclude', ...EXCLUDED]))
        .megabytes;
    };
    const few = await peak(FEW);
    const many = await peak(MANY);
    stop();
    const unit = 'MB' as const;
    const goal = { atMost: 200 };
    return [
      { name: 'memory.20000-cases', value: few, unit, goal, about: 'peak of a run with 20,000 cases' },
      { name: 'memory.200000-cases', value: many, unit, goal, about: 'peak of a run with 200,000 cases' },
      {
        name: 'memory.growth',
        value: many / few,
        unit: 'ratio',
        goal: { atMost: 1.2 },
        about: 'peak with 200,000 cases, of that with 20,000',
      },
    ];
  },
};
