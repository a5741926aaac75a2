import fc from 'fast-check';
import { loadContract } from '../../dist/contracts/load.js';
import { arbitrary } from '../../dist/schema/arbitrary.js';
import { violationArbitrary } from '../../dist/schema/cases.js';
import { createClassifier } from '../../dist/schema/classifier.js';
import { constraints } from '../../dist/schema/constraints.js';
import type { Benchmark } from './measure.ts';
import { inTurns, perSecond, some } from './rounds.ts';
import { CREATE } from './static.ts';

export const benchmark: Benchmark = {
  about: 'cases made and judged',
  async measure(share) {
    const contract = loadContract();
    const { input } = contract.operations[CREATE]!;
    const judge = createClassifier(contract);
    const supported = arbitrary(contract, input);
    const broken = fc
      .oneof(...constraints(contract, input).flatMap((one) => violationArbitrary(contract, input, one) ?? []))
      .map((one) => one.input);
    const count = some(10_000, share);
    const drawn = { supported: fc.sample(supported, count), broken: fc.sample(broken, count) };
    const { medians: rates } = await inTurns(
      {
        supported: () => perSecond(count, () => void fc.sample(supported, count)),
        broken: () => perSecond(count, () => void fc.sample(broken, count)),
        certificate: () =>
          perSecond(2 * count, () => {
            for (const request of [...drawn.supported, ...drawn.broken]) judge(CREATE, request);
          }),
      },
      share,
    );
    const unit = 'cases/s' as const;
    return [
      { name: 'schema.supported', value: rates.supported, unit, about: 'supported requests, generated' },
      { name: 'schema.broken', value: rates.broken, unit, about: 'requests that break a constraint, generated' },
      {
        name: 'schema.certificate',
        value: rates.certificate,
        unit,
        about: 'certificates of requests, half of them broken',
      },
    ];
  },
};
