import type { Fault } from './fault.ts';

/** A derived fault that is not tried, and why. */
export interface LeftOut {
  name: string;
  reason: string;
}

const kinds = (slug: string, suffixes: string[], reason: string): LeftOut[] =>
  suffixes.map((suffix) => ({ name: `${slug}-${suffix}`, reason }));

const UNCHECKED = ['off', 'on-create-only', 'on-update-only'];

/** Checks of what another check refuses in any case. */
export const SHADOWED = ['idle-ttl-maximum', 'maximum-ttl-minimum', 'items-type'];

/** Derived faults that no request tells from the reference, or that are no faults. */
export const LEFT_OUT: readonly LeftOut[] = [
  ...kinds(
    'idle-ttl-maximum',
    [...UNCHECKED, 'looser'],
    'An IdleTTL above its maximum is above MaximumTTL, or MaximumTTL is above its own maximum: it is refused all the same.',
  ),
  ...kinds(
    'maximum-ttl-minimum',
    [...UNCHECKED, 'looser'],
    'A MaximumTTL below its minimum is below IdleTTL, or IdleTTL is below its own minimum: it is refused all the same.',
  ),
  ...kinds(
    'items-type',
    UNCHECKED,
    'Items that are no list are none that any Quantity counts: they are refused all the same.',
  ),
  ...kinds('weight-minimum', ['tighter', 'exclusive'], 'Whether a Weight of exactly 0 is accepted is open.'),
];

const names = new Set(LEFT_OUT.map(({ name }) => name));

/** The faults that are tried, of all that are derived. */
export const leavingOut = (derived: Fault[]): Fault[] => derived.filter(({ name }) => !names.has(name));
