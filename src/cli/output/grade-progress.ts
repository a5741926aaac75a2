import type { GradeProgress } from '../../grade/judge.ts';

/** Shows how far a grade is, on standard error: live on a terminal, else a line now and then. */
export function openGradeProgress<P>(lineOf: (progress: P, seconds: number, width: number) => string): {
  show(progress: P): void;
  /** Does the work; Ctrl-C meanwhile ends the process with exit code 2. */
  during<T>(work: () => Promise<T>): Promise<T>;
} {
  const live = process.stderr.isTTY === true && process.env.CI === undefined;
  const every = live ? 100 : 15_000;
  const begun = performance.now();
  let shown = live ? Number.NEGATIVE_INFINITY : begun;
  const clear = (): void => {
    if (live) process.stderr.write('\r\u001b[2K');
  };
  const interrupt = (): never => {
    clear();
    process.stderr.write('interrupted: nothing is graded\n');
    process.exit(2);
  };
  return {
    show(progress) {
      const now = performance.now();
      if (now - shown < every) return;
      shown = now;
      clear();
      const line = lineOf(progress, (now - begun) / 1000, live ? (process.stderr.columns ?? 80) - 1 : 100);
      process.stderr.write(live ? line : `${line}\n`);
    },
    async during(work) {
      process.once('SIGINT', interrupt);
      try {
        return await work();
      } finally {
        process.off('SIGINT', interrupt);
        clear();
      }
    },
  };
}

/** The parts as one line of at most `width` characters; the last are left out first. */
export function fitted(parts: readonly string[], width: number): string {
  let kept = parts.length;
  while (kept > 1 && parts.slice(0, kept).join(', ').length > width) kept--;
  return parts.slice(0, kept).join(', ').slice(0, width);
}

/** One line of at most `width` characters; what matters least is left out first. */
export function gradeProgressLine(
  { done, total, judged, found, alarms }: GradeProgress,
  seconds: number,
  width: number,
): string {
  const parts = [
    `${done} of ${total} runs`,
    `${judged - found} of ${judged} faults missed`,
    `${alarms} false alarms`,
    `${Math.round(seconds)} s`,
  ];
  return fitted(parts, width);
}
