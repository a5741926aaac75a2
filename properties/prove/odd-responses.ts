import { atRandom, CHANGES, ELEMENTS, errorsOf, inElement } from '../support/odd-responses.ts';

const SEEDS = 50;

/** Judges targets whose responses lack an element, hold it twice, empty or of another kind, or are odd at random. Throws where a rule ends in an error of its own. */
export async function prove(): Promise<void> {
  const tried = [
    ...ELEMENTS.flatMap((name) =>
      Object.entries(CHANGES).map(([what, change]) => [`${name} ${what}`, inElement(name, change)] as const),
    ),
    ...Array.from({ length: SEEDS }, (_, seed) => [`odd at random, seed ${seed}`, atRandom(seed)] as const),
  ];
  const errors: string[] = [];
  for (const [name, modification] of tried) {
    const error = await errorsOf(modification);
    if (error !== undefined) errors.push(`${name}: ${error}`);
  }
  if (errors.length > 0) throw new Error(`rules end in errors of their own:\n${errors.join('\n')}`);
  process.stdout.write(`${tried.length} kinds of odd responses, and no rule ends in an error of its own\n`);
}
