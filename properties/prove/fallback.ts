import { perform } from '../../src/grade/subject.ts';
import { BASES } from '../../src/reference/bases.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** `npm run prove fallback`: what rules work with, and the ways in which it is made instead of the first, on each base. Throws where no base needs another way. */
export async function prove(): Promise<void> {
  const suite = ownSuite();
  let taken = 0;
  for (const { name } of BASES) {
    const options = { seed: 1, runs: 10, settle: 50, lanes: 1 };
    const { prepared = [] } = await perform(suite, { subject: { base: name }, options });
    taken += prepared.length;
    process.stdout.write(`${name}${prepared.length === 0 ? ': every first way works' : ''}\n`);
    for (const { preparation, way, instead } of prepared)
      process.stdout.write(`  ${preparation}: ${way}; not ${instead}\n`);
  }
  if (taken === 0) throw new Error('no base needs another way');
}
