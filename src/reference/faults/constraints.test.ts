import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { plain } from '../behaviour.ts';
import { CHECKS, checkPolicy } from '../checks/index.ts';
import { constraintFaults } from './constraints.ts';
import type { Fault } from './fault.ts';
import { LEFT_OUT } from './left-out.ts';

const KINDS = ['off', 'on-create-only', 'on-update-only', 'inverted'];
const LIMIT_KINDS = ['tighter', 'exclusive', 'looser'];

const config = (Weight: number): JsonObject => ({
  StagingDistributionDnsNames: { Quantity: 1, Items: ['d.cloudfront.net'] },
  Enabled: true,
  TrafficConfig: { SingleWeightConfig: { Weight }, Type: 'SingleWeight' },
});

const named = (name: string): Fault => constraintFaults.find((fault) => fault.name === name)!;

/** Whether a weight is accepted by a create where the reference has a fault. */
const accepts = (name: string, weight: number): boolean =>
  checkPolicy(config(weight), 'create', { ...plain, ...named(name).decide!(plain) }) === undefined;

describe('derived faults', () => {
  test('are made of every documented demand in every way, but for those that are left out with a reason', () => {
    const wanted = CHECKS.filter(({ open }) => open === undefined).flatMap(({ slug, test: { ...kind } }) =>
      [...KINDS, ...('measure' in kind ? LIMIT_KINDS : [])].map((suffix) => `${slug}-${suffix}`),
    );
    const given = [...constraintFaults, ...LEFT_OUT].map(({ name }) => name);
    expect(given.toSorted()).toEqual(wanted.toSorted());
    for (const { reason } of LEFT_OUT) expect(reason).toMatch(/^[A-Z].+\.$/);
  });

  test.each([
    ['weight-maximum-off', [0.15, 0.151, 5], []],
    ['weight-maximum-tighter', [0.149], [0.15]],
    ['weight-maximum-exclusive', [0.149], [0.15]],
    ['weight-maximum-looser', [0.151], [0.152]],
    ['weight-maximum-inverted', [0.15, 0.151], [0.149, 0]],
    ['type-enum-inverted', [], [0.1]],
    ['enabled-required-inverted', [], [0.1]],
  ])('%s accepts %j and refuses %j', (name, accepted, refused) => {
    expect(accepted.filter((weight) => !accepts(name, weight))).toEqual([]);
    expect(refused.filter((weight) => accepts(name, weight))).toEqual([]);
  });

  test('turned round accept what is forbidden, and what they do not concern', () => {
    const turned = { ...plain, ...named('type-enum-inverted').decide!(plain) };
    const { TrafficConfig: _, ...free } = config(0.1);
    expect(checkPolicy(free, 'create', turned)).toBeUndefined();
    const foreign = { ...free, TrafficConfig: { Type: 'Other' } };
    expect(checkPolicy(foreign, 'create', plain)).toBeDefined();
    expect(checkPolicy(foreign, 'create', turned)).toBeUndefined();
  });
});
