import type { Check, Limit } from '../checks/check.ts';
import { CHECKS } from '../checks/index.ts';
import type { Fault } from './fault.ts';

/**
 * Checks that no request can tell from their neighbours: an IdleTTL above its maximum breaks the order or MaximumTTL's own
 * maximum, a MaximumTTL below its minimum the same on the other side, and Items that are no list are not counted by any Quantity.
 */
const SHADOWED = new Set(['idle-ttl-maximum', 'maximum-ttl-minimum', 'items-type']);

/** Checks whose limit itself is open, so that refusing it is no fault: a Weight of exactly 0. */
const OPEN_AT_LIMIT = new Set(['weight-minimum']);

const loosened = (check: Check): Fault[] => {
  const { slug, rule, demands } = check;
  const common = { kind: 'derived', breaks: rule } as const;
  return [
    {
      ...common,
      name: `${slug}-off`,
      about: `It is not checked that ${demands}.`,
      decide: ({ enforces }) => ({ enforces: (other, write) => other.slug !== slug && enforces(other, write) }),
    },
    {
      ...common,
      name: `${slug}-on-create-only`,
      about: `Only a create is checked: ${demands}.`,
      decide: ({ enforces }) => ({
        enforces: (other, write) => (other.slug !== slug || write === 'create') && enforces(other, write),
      }),
    },
    {
      ...common,
      name: `${slug}-on-update-only`,
      about: `Only an update is checked: ${demands}.`,
      decide: ({ enforces }) => ({
        enforces: (other, write) => (other.slug !== slug || write === 'update') && enforces(other, write),
      }),
    },
  ];
};

/** A fault with another limit in the place of the documented one. */
function moved({ slug, rule, demands }: Check, suffix: string, about: string, limit: Limit): Fault {
  return {
    name: `${slug}-${suffix}`,
    kind: 'derived',
    breaks: rule,
    about: `${about}: ${demands}.`,
    decide: (before) => ({ limit: (other, documented) => (other === rule ? limit : before.limit(other, documented)) }),
  };
}

function limits(check: Check): Fault[] {
  if (!('measure' in check.test)) return [];
  const { limit, step } = check.test;
  const outwards = limit.side === 'minimum' ? -step : step;
  const shifted = (by: number): Limit => ({ ...limit, value: Number((limit.value + by).toFixed(6)) });
  const stricter = [
    moved(check, 'tighter', 'The limit is one step too strict', shifted(-outwards)),
    moved(check, 'exclusive', 'The limit itself is refused', { ...limit, exclusive: true }),
  ];
  const strict = OPEN_AT_LIMIT.has(check.slug) ? [] : stricter;
  const looser = moved(check, 'looser', 'The limit is one step too wide', shifted(outwards));
  return SHADOWED.has(check.slug) ? strict : [...strict, looser];
}

const documented = CHECKS.filter(({ open }) => open === undefined);

/** For each documented demand on a policy's configuration: not checked, checked on one write only, its limit moved. */
export const constraintFaults: Fault[] = [
  ...documented.filter(({ slug }) => !SHADOWED.has(slug)).flatMap(loosened),
  ...documented.flatMap(limits),
];
