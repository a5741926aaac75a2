import type { RunState } from './state.ts';

/** Requests without an answer after which a target is given up. */
const SILENCE = 8;

/** Whether the target stopped answering. */
const isSilent = ({ counts }: RunState): boolean => counts.silence >= SILENCE;

/** Takes it that the target stopped answering. */
export function fallenSilent({ counts }: RunState): void {
  counts.silence = Math.max(counts.silence, SILENCE);
}

/** Why nothing more can be learnt from the target; undefined while it answers. */
export function whyOver(state: RunState): string | undefined {
  const { ended, target } = state.options;
  return state.restarts.failed ?? ended?.() ?? (isSilent(state) ? `${target.name} stopped answering` : undefined);
}
