import { bench, describe } from 'vitest';
import { referenceEdge } from '../cli/traffic-reference.ts';
import { termsOf } from '../cli/traffic-terms.ts';
import { trafficRules } from '../rules/continuous-deployment/traffic-rules.ts';
import { loadContract } from '../schema/contract.ts';
import { judgeTraffic } from './traffic.ts';

const contract = loadContract();
const rules = trafficRules(contract).filter(({ id }) => id === 'traffic.weight.fine');

describe('viewers of the reference edge on a virtual clock', () => {
  bench(
    '100,000 requests, judged (goal: one a second or more)',
    async () => {
      const { edge, stage } = referenceEdge(contract, 1);
      // So near to the weight is not to be told before the requests are spent.
      const terms = termsOf({ requests: 100_000, factor: 1.01 }, true);
      for await (const event of judgeTraffic({
        contract,
        edge,
        stage,
        rules,
        terms,
        seed: 1,
        version: '',
        reproduce: () => '',
      })) {
        if (event.type === 'end' && event.requests < 100_000) throw new Error(`only ${event.requests} requests`);
      }
    },
    { time: 3_000, warmupIterations: 1 },
  );
});
