import { loadContract } from '../src/contracts/load.ts';
import { conformance } from '../src/exports/vitest.ts';
import { FAULTS } from '../src/reference/faults/index.ts';
import { createReference } from '../src/reference/reference.ts';
import { handlerTarget } from '../src/targets/handler.ts';

const { CLOUDFRONT_ENDPOINT: endpoint, CONFORMANCE_SEED: seed = '1' } = process.env;

conformance({ ...(endpoint === undefined ? { reference: true as const } : { endpoint }), seed: Number(seed) });

/** A second target in the same file, which is known not to conform. */
const contract = loadContract();
const modifications = FAULTS.filter(({ name }) => name === 'order-check-off');
const { handle } = createReference({ contract, modifications });

conformance({
  name: 'a reference that lets IdleTTL be above MaximumTTL',
  target: handlerTarget(contract, handle),
  rules: ['SessionStickinessConfig.*'],
  known: [{ rule: 'SessionStickinessConfig.IdleTTL.atMost', reason: 'it is there to be found' }],
});
