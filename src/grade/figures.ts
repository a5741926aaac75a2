import { failuresOf, type Grade } from './grade.ts';

/** The figures of a grade, each on a line. */
export function figures({ faults, leftOut, variants, rules, seconds, summary }: Grade): string[] {
  const { best, falseAlarms, conforming } = summary;
  const failures = failuresOf(summary);
  return [
    ...(faults.length === 0
      ? []
      : [
          `faults       ${summary.found} of ${summary.faults} found by a rule that names the cause (${percent(summary.killRate)})`,
          ...(leftOut.length === 0
            ? []
            : [`left out     ${leftOut.length} derived faults, each for a reason (--verbose)`]),
          `requests     ${summary.median} to the first finding in the median, ${summary.p90} for nine tenths`,
          `best         ${percent(best.share)} of the faults are found with ${best.requests} requests`,
          `rules        ${rules.length - summary.idle.length} of ${rules.length} find a fault`,
        ]),
    ...(variants.length === 0
      ? []
      : [
          `conforming   ${falseAlarms} false alarms in ${conforming} runs over ${variants.length} conforming implementations`,
        ]),
    `time         ${seconds} s`,
    failures.length === 0 ? 'HOLDS' : `DOES NOT HOLD: ${failures.join('; ')}`,
  ];
}

/** A share as a percentage that never rounds up to all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`;
}
