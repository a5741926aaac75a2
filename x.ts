import { recordAndReplay } from './properties/support/recorded.ts';
import { createReference } from './src/reference/reference.ts';
import { loadContract } from './src/schema/contract.ts';
import { handlerTarget } from './src/targets/handler.ts';

const contract = loadContract();
const { handle } = createReference({ contract });
const limits = { concurrency: 1, rate: undefined, budget: undefined, runs: 1, settle: 500, patience: 2_000 };
const { live, replayed } = await recordAndReplay(
  { target: handlerTarget(contract, handle), reach: 'loopback', embedded: true, limits, words: [] },
  '/tmp/wt/cas',
);
const [a, b] = [JSON.parse(live), JSON.parse(replayed)];
a.rules.forEach((r: any, i: number) => {
  if (JSON.stringify(r) !== JSON.stringify(b.rules[i]))
    console.log(r.id, r.status, r.requests, b.rules[i].status, b.rules[i].requests, b.rules[i].reason);
});
