import type { RunEvent } from '../../core/event.ts';
import { headlineOf } from '../../deviations/headline.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { warn } from '../../session/print.ts';

export interface ProgressDisplay {
  /** `target`: its name, where there are several. */
  show(event: RunEvent, target?: string): void;
  finish(): void;
}

/** Shows a run while it goes on, on standard error. */
export function openProgress(): ProgressDisplay {
  const live = process.stderr.isTTY === true && process.env.CI === undefined;
  /** Milliseconds between two lines, the lines of a log being there to stay. */
  const every = live ? 50 : 15_000;
  const clear = (): void => {
    if (live) process.stderr.write('\r\u001b[2K');
  };
  let shown = 0;
  let begun = 0;
  let newest = '';
  /** Said once a target has answered: of one that does not, the report says all. */
  const opening: string[] = [];
  return {
    show(event, target) {
      if (event.type === 'start') {
        begun = performance.now();
        shown = live ? 0 : begun;
        const { length } = event.rules;
        opening.push(
          `judging ${event.target.name} by ${length} ${length === 1 ? 'rule' : 'rules'}, seed ${event.seed}`,
        );
      } else if (event.type === 'finding') newest = headlineOf(event.finding);
      else if (event.type === 'progress' || event.type === 'fuzzing') {
        if (opening.length > 0) {
          clear();
          warn(...opening.splice(0));
        }
        const now = performance.now();
        const isLast = event.type === 'progress' && event.done >= event.total;
        if (now - shown < every && (live || !isLast)) return;
        shown = now;
        clear();
        const [seconds, width] = [(now - begun) / 1000, (process.stderr.columns || 80) - 1];
        const told = { target, newest: live ? newest : '' };
        const line =
          event.type === 'progress'
            ? progressLine(event, seconds, width, told)
            : fuzzingLine(event, seconds, width, told);
        process.stderr.write(live ? line : `${line}\n`);
      }
    },
    finish: clear,
  };
}

/** Characters of a headline below which it says nothing. */
const LEAST_HEADLINE = 20;

const fitting = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** One line of at most `width` characters; what matters least is left out first. `newest`: the headline of the last finding. */
export function progressLine(
  { phase, done, total, requests, findings }: Extract<RunEvent, { type: 'progress' }>,
  seconds: number,
  width: number,
  { target = '', newest = '' }: { target?: string | undefined; newest?: string } = {},
): string {
  const parts = [
    `${target === '' ? '' : `${target}: `}judged ${done}/${total}`,
    `${findings} ${findings === 1 ? 'finding' : 'findings'}`,
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    `${Math.round(requests / Math.max(seconds, 0.001))}/s`,
    `phase ${phase}`,
  ];
  return fitted(parts, width, newest);
}

/** The same of fuzzing. */
export function fuzzingLine(
  { requests, findings, signatures, blocks, kept }: Extract<RunEvent, { type: 'fuzzing' }>,
  seconds: number,
  width: number,
  { newest = '' }: { newest?: string } = {},
): string {
  const parts = [
    `${findings} ${findings === 1 ? 'finding' : 'findings'}`,
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    `${Math.round(requests / Math.max(seconds, 0.001))}/s`,
    `${signatures} ${signatures === 1 ? 'signature' : 'signatures'}`,
    ...(blocks > 0 ? [`${blocks} ${blocks === 1 ? 'block' : 'blocks'}`] : []),
    `${kept} ${kept === 1 ? 'case' : 'cases'} kept`,
  ];
  return fitted(parts, width, newest);
}

/** Parts in one line, and the newest headline where there is room for it. */
function fitted(all: readonly string[], width: number, newest: string): string {
  const parts = [...all];
  while (parts.length > 1 && parts.join(', ').length > width) parts.pop();
  const line = parts.join(', ').slice(0, Math.max(width, 0));
  const room = width - line.length - 2;
  return newest === '' || room < LEAST_HEADLINE ? line : `${line}: ${fitting(visibleLine(newest), room)}`;
}
