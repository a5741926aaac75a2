import type { Target } from '../core/target.ts';

/** A target all of whose calls serve to delete what was made. */
export const cleaning = (target: Target): Target => ({
  ...target,
  call: (call) => target.call({ ...call, cleaning: true }),
});
