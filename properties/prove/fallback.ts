import { perform } from '../../src/grade/implementation.ts';
import { BASES } from '../../src/reference/bases.ts';
import { ownSuite } from '../../src/session/suite.ts';

/** `npm run prove fallback`: what rules work with, and the way in which each is made on each base. Throws where no base needs another way. Words choose bases. */
export async function prove(): Promise<void> {
  const suite = ownSuite();
  const names = process.argv.slice(3);
  let others = 0;
  for (const { name } of BASES.filter((base) => names.length === 0 || names.includes(base.name))) {
    const options = { seed: 1, runs: 10, settle: 50, lanes: 1 };
    const { prepared = [] } = await perform(suite, { subject: { base: name }, options });
    others += prepared.filter(({ instead }) => instead !== undefined).length;
    process.stdout.write(`${name}\n`);
    for (const { preparation, way, instead } of prepared)
      process.stdout.write(
        `  ${preparation}: ${instead === undefined ? `the first way works (${way})` : `${way}; not ${instead}`}\n`,
      );
  }
  if (others === 0) throw new Error('no base needs another way');
}
