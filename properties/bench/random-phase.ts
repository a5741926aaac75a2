import { loadContract } from '../../dist/contracts/load.js';
import type { Benchmark } from './measure.ts';
import { LANES } from './pace.ts';
import { inTurns, some } from './rounds.ts';
import { startSender } from './senders.ts';
import { startStatic } from './static.ts';

/** In each round: a machine's pace changes within seconds. */
const TURNS = 8;

/** The random phase beside a bare loop of the HTTP client and one of the SDK, all against one server in another process. */
export const benchmark: Benchmark = {
  about: 'the random phase beside bare loops of undici and of the AWS SDK',
  async measure(share) {
    const { url, stop } = await startStatic(loadContract());
    // The SDK brings its own HTTP client, so that it would slow down what the others share.
    const [sender, other] = await Promise.all([startSender(url), startSender(url)]);
    const turns = share < 1 ? 1 : TURNS;
    const cases = some(6_000 / turns, share, LANES);
    const { medians, ratio } = await inTurns(
      {
        undici: () => sender.send('undici', cases),
        signed: () => sender.send('signed', cases),
        unsigned: () => sender.send('unsigned', cases),
        sdk: () => other.send('sdk', Math.ceil(cases / 4)),
      },
      share,
      { turns },
    );
    sender.stop();
    other.stop();
    stop();
    const rate = { unit: 'requests/s' as const };
    return [
      {
        name: 'random-phase.undici',
        value: medians.undici,
        ...rate,
        about: 'a bare undici loop that sends prepared bytes',
      },
      { name: 'random-phase.sdk', value: medians.sdk, ...rate, about: 'a bare AWS SDK loop' },
      { name: 'random-phase.signed', value: medians.signed, ...rate, about: 'the random phase' },
      { name: 'random-phase.unsigned', value: medians.unsigned, ...rate, about: 'the random phase with --no-sign' },
      {
        name: 'random-phase.signed-of-undici',
        value: ratio('signed', 'undici'),
        unit: 'ratio',
        goal: { atLeast: 0.35 },
        about: 'the random phase, of the bare undici loop',
      },
      {
        name: 'random-phase.unsigned-of-undici',
        value: ratio('unsigned', 'undici'),
        unit: 'ratio',
        goal: { atLeast: 0.5 },
        about: 'the random phase with --no-sign, of the bare undici loop',
      },
      {
        name: 'random-phase.signed-of-sdk',
        value: ratio('signed', 'sdk'),
        unit: 'ratio',
        goal: { atLeast: 3 },
        about: 'the random phase, of the bare AWS SDK loop',
      },
    ];
  },
};
