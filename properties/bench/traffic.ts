import { termsOf } from '../../dist/cli/options/traffic-terms.js';
import { loadContract } from '../../dist/contracts/load.js';
import { referenceEdge } from '../../dist/session/traffic-reference.js';
import { trafficRules } from '../../dist/traffic/rules/index.js';
import { judgeTraffic } from '../../dist/traffic/run.js';
import type { Benchmark } from './measure.ts';
import { inTurns, perSecond, some } from './rounds.ts';

export const benchmark: Benchmark = {
  about: 'requests of viewers of the reference edge, on a virtual clock',
  async measure(share) {
    const contract = loadContract();
    const rules = trafficRules(contract).filter(({ id }) => id === 'traffic.weight.fine');
    const requests = some(100_000, share, 1_000);
    const judged = async (): Promise<void> => {
      const { edge, controller } = referenceEdge(contract, 1);
      // So near to the weight is not to be told before the requests are spent.
      const terms = termsOf({ requests, factor: 1.01 }, true);
      const given = { contract, edge, controller, rules, terms, seed: 1, version: '', reproduce: () => '' };
      for await (const event of judgeTraffic(given))
        if (event.type === 'end' && event.requests < requests) throw new Error(`only ${event.requests} requests`);
    };
    const { medians } = await inTurns({ viewers: () => perSecond(requests, judged) }, share);
    return [
      {
        name: 'traffic.viewers',
        value: medians.viewers,
        unit: 'requests/s',
        goal: { atLeast: 100_000 },
        about: 'requests of viewers, judged',
      },
    ];
  },
};
