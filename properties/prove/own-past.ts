import { BASES, judgeBase } from '../support/own-past.ts';

/** Judges references that have one defect throughout, and tells how many rules fail, warn and can't be judged. Throws where a rule fails or warns that is about something else. */
export async function prove(): Promise<void> {
  const missed: string[] = [];
  for (const base of BASES) {
    const { failing, warning, unjudged, strangers, error } = await judgeBase(base);
    const counts = `${failing.length} fail, ${warning.length} warn, ${unjudged.length} not judged`;
    process.stdout.write(`${base.name}: ${counts}\n`);
    const absent = base.must.filter((rule) => ![...failing, ...warning].includes(rule));
    missed.push(
      ...strangers.map((line) => `${base.name}: ${line}`),
      ...absent.map((rule) => `${base.name}: ${rule} does not fail`),
      ...(error === undefined ? [] : [`${base.name}: ${error}`]),
    );
  }
  if (missed.length > 0) throw new Error(`rules are blamed for what others lose:\n${missed.join('\n')}`);
  process.stdout.write(`${BASES.length} defects are reported only by the rules that are about them\n`);
}
