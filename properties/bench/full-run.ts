import { command } from './command.ts';
import type { Benchmark } from './measure.ts';
import { inTurns } from './rounds.ts';

export const benchmark: Benchmark = {
  about: 'the default run, on the built-in reference',
  async measure(share) {
    let requests = 0;
    const { medians } = await inTurns(
      {
        async seconds() {
          const ran = await command(['run', '--seed', '1', ...(share < 1 ? ['--best', '20'] : [])]);
          requests = ran.requests;
          return ran.seconds;
        },
      },
      share,
    );
    return [
      { name: 'full-run.seconds', value: medians.seconds, unit: 's', goal: { atMost: 10 }, about: 'the default run' },
      { name: 'full-run.requests', value: requests, unit: 'requests', about: 'requests of the default run' },
    ];
  },
};
