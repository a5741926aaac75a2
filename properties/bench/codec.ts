import fc from 'fast-check';
import { loadContract } from '../../dist/contracts/load.js';
import type { JsonObject } from '../../dist/core/json.js';
import { arbitrary } from '../../dist/schema/arbitrary.js';
import { encoder } from '../../dist/wire/encode.js';
import { responseEncoder } from '../../dist/wire/encode-response.js';
import { outcomeReader } from '../../dist/wire/outcome.js';
import { sign } from '../../dist/wire/sigv4.js';
import type { Benchmark } from './measure.ts';
import { inTurns, perSecond, some } from './rounds.ts';
import { CREATE } from './static.ts';

export const benchmark: Benchmark = {
  about: 'requests written and signed, answers read',
  async measure(share) {
    const contract = loadContract();
    const { service } = contract;
    const encode = encoder(contract);
    const read = outcomeReader(contract);
    const write = responseEncoder(contract);
    const scope = { service: service.signing.name, region: service.signing.region, host: '127.0.0.1:4566' };
    const count = some(20_000, share);
    const inputs = fc.sample(arbitrary(contract, contract.operations[CREATE]!.input), count);
    const requests = inputs.flatMap((input) => {
      const encoded = encode(CREATE, input);
      return 'request' in encoded ? [encoded.request] : [];
    });
    const answers = inputs.map(({ ContinuousDeploymentPolicyConfig }) => {
      const policy: JsonObject = {
        Id: 'id',
        LastModifiedTime: '2031-01-01T00:00:00Z',
        ContinuousDeploymentPolicyConfig,
      };
      return write(CREATE, { ContinuousDeploymentPolicy: policy, ETag: 'E1', Location: '/' });
    });
    const { medians: rates } = await inTurns(
      {
        encode: () =>
          perSecond(count, () => {
            for (const input of inputs) encode(CREATE, input);
          }),
        sign: () =>
          perSecond(requests.length, () => {
            for (const request of requests) sign(request, scope);
          }),
        decode: () =>
          perSecond(count, () => {
            // Bytes of its own each time, since what was read once is not read again.
            for (const answer of answers) read(CREATE, requests[0]!, { ...answer, body: answer.body.slice() }, 1);
          }),
      },
      share,
    );
    const unit = 'cases/s' as const;
    return [
      { name: 'codec.encode', value: rates.encode, unit, about: 'requests, encoded' },
      { name: 'codec.sign', value: rates.sign, unit, about: 'requests, signed' },
      { name: 'codec.decode', value: rates.decode, unit, about: 'answers, read and decoded' },
    ];
  },
};
