import type { PolicyCheck } from './check.ts';
import { numberOf } from './check.ts';
import { part } from './places.ts';

const SECONDS = { minimum: 300, maximum: 3600 } as const;

const range = (place: 'idleTtl' | 'maximumTtl', member: string, slug: string): PolicyCheck[] =>
  (['minimum', 'maximum'] as const).map((side) => ({
    slug: `${slug}-${side}`,
    rule: `SessionStickinessConfig.${member}.${side}`,
    code: 'InvalidArgument',
    demands: `${member} is from ${SECONDS.minimum} to ${SECONDS.maximum} seconds`,
    test: {
      measure: (config) => numberOf(part(config, place)),
      limit: { side, value: SECONDS[side], exclusive: false },
      step: 1,
    },
  }));

export const stickiness: PolicyCheck[] = [
  ...range('idleTtl', 'IdleTTL', 'idle-ttl'),
  ...range('maximumTtl', 'MaximumTTL', 'maximum-ttl'),
  {
    slug: 'order-check',
    rule: 'SessionStickinessConfig.IdleTTL.atMost',
    code: 'InvalidArgument',
    demands: 'IdleTTL must not exceed MaximumTTL',
    test: {
      measure: (config) => {
        const idle = numberOf(part(config, 'idleTtl'));
        const maximum = numberOf(part(config, 'maximumTtl'));
        return idle === undefined || maximum === undefined ? undefined : idle - maximum;
      },
      limit: { side: 'maximum', value: 0, exclusive: false },
      step: 1,
    },
  },
];
