import type { RunEvent } from '../../core/event.ts';
import { warn } from '../../session/print.ts';

export interface Progress {
  /** `target`: its name, where there are several. */
  show(event: RunEvent, target?: string): void;
  finish(): void;
}

/** Shows a run while it goes on, on standard error. */
export function openProgress(): Progress {
  const live = process.stderr.isTTY === true && process.env.CI === undefined;
  /** Milliseconds between two lines, the lines of a log being there to stay. */
  const every = live ? 50 : 15_000;
  const clear = (): void => {
    if (live) process.stderr.write('\r\u001b[2K');
  };
  let shown = 0;
  let begun = 0;
  return {
    show(event, target) {
      if (event.type === 'start') {
        begun = performance.now();
        warn(`judging ${event.target.name} by ${event.rules.length} rules, seed ${event.seed}`);
        shown = live ? 0 : begun;
      } else if (event.type === 'progress' || event.type === 'fuzzing') {
        const now = performance.now();
        const isLast = event.type === 'progress' && event.done >= event.total;
        if (now - shown < every && (live || !isLast)) return;
        shown = now;
        clear();
        const [seconds, width] = [(now - begun) / 1000, (process.stderr.columns ?? 80) - 1];
        const line =
          event.type === 'progress' ? progressLine(event, seconds, width, target) : fuzzingLine(event, seconds, width);
        process.stderr.write(live ? line : `${line}\n`);
      }
    },
    finish: clear,
  };
}

/** One line of at most `width` characters; what matters least is left out first. */
export function progressLine(
  { phase, done, total, requests, findings }: Extract<RunEvent, { type: 'progress' }>,
  seconds: number,
  width: number,
  target = '',
): string {
  const parts = [
    `${target === '' ? '' : `${target}: `}judged ${done}/${total}`,
    `${findings} ${findings === 1 ? 'finding' : 'findings'}`,
    `${requests} requests`,
    `${Math.round(requests / Math.max(seconds, 0.001))}/s`,
    `phase ${phase}`,
  ];
  return fitted(parts, width);
}

/** The same of fuzzing. */
export function fuzzingLine(
  { requests, findings, signatures, blocks, kept }: Extract<RunEvent, { type: 'fuzzing' }>,
  seconds: number,
  width: number,
): string {
  const parts = [
    `${findings} ${findings === 1 ? 'finding' : 'findings'}`,
    `${requests} requests`,
    `${Math.round(requests / Math.max(seconds, 0.001))}/s`,
    `${signatures} signatures`,
    ...(blocks > 0 ? [`${blocks} blocks`] : []),
    `${kept} cases kept`,
  ];
  return fitted(parts, width);
}

function fitted(all: readonly string[], width: number): string {
  const parts = [...all];
  while (parts.length > 1 && parts.join(', ').length > width) parts.pop();
  return parts.join(', ').slice(0, Math.max(width, 0));
}
