import type { NumberLimit, PolicyCheck } from '../checks/check.ts';
import { CHECKS } from '../checks/index.ts';
import type { Fault } from './fault.ts';
import { leavingOut, SHADOWED } from './left-out.ts';

const loosened = (check: PolicyCheck): Fault[] => {
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

/** What is demanded is refused, and what is not is accepted. */
function inverted(check: PolicyCheck): Fault {
  const { slug, rule, demands, test } = check;
  const about = 'It is demanded the other way round';
  const fault: Fault =
    'measure' in test
      ? moved(check, 'inverted', about, {
          ...test.limit,
          side: test.limit.side === 'minimum' ? 'maximum' : 'minimum',
        })
      : {
          name: `${slug}-inverted`,
          kind: 'derived',
          breaks: rule,
          about: `${about}: ${demands}.`,
          decide: ({ inverts }) => ({ inverts: (other) => other.slug === slug || inverts(other) }),
        };
  return SHADOWED.includes(slug) ? { ...fault, breaks: `{${rule},${REFUSED}}` } : fault;
}

/** Of what is refused in any case all that shows is that what is supported is refused too. */
const REFUSED = 'lifecycle.{create,update}.{accepts-supported,echoes}';

/** A fault with another limit in the place of the documented one. */
function moved({ slug, rule, demands }: PolicyCheck, suffix: string, about: string, limit: NumberLimit): Fault {
  return {
    name: `${slug}-${suffix}`,
    kind: 'derived',
    breaks: rule,
    about: `${about}: ${demands}.`,
    decide: (before) => ({ limit: (other, documented) => (other === rule ? limit : before.limit(other, documented)) }),
  };
}

function shifted(check: PolicyCheck): Fault[] {
  if (!('measure' in check.test)) return [];
  const { limit, step } = check.test;
  const outwards = limit.side === 'minimum' ? -step : step;
  const by = (distance: number): NumberLimit => ({ ...limit, value: Number((limit.value + distance).toFixed(6)) });
  return [
    moved(check, 'tighter', 'The limit is one step too strict', by(-outwards)),
    moved(check, 'exclusive', 'The limit itself is refused', { ...limit, exclusive: true }),
    moved(check, 'looser', 'The limit is one step too wide', by(outwards)),
  ];
}

const documented = CHECKS.filter(({ open }) => open === undefined);

/** For each documented demand on a policy's configuration: not checked, checked on one write only, its limit moved, turned round. */
export const constraintFaults: Fault[] = leavingOut([
  ...documented.flatMap(loosened),
  ...documented.flatMap(shifted),
  ...documented.map(inverted),
]);
