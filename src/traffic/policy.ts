import type { JsonObject } from '../core/json.ts';

/** How a policy divides traffic. Durations in seconds, as the configuration has them. */
export type Traffic = Weighted | ByHeader;

export interface Weighted {
  kind: 'weight';
  weight: number;
  stickiness?: Stickiness;
}

export interface ByHeader {
  kind: 'header';
  name: string;
  value: string;
}

export interface Stickiness {
  idle: number;
  maximum: number;
}

/** A policy's configuration, but for the staging distribution that it names. */
export function policyOf(traffic: Traffic, enabled = true): JsonObject {
  if (traffic.kind === 'header') {
    const { name, value } = traffic;
    return {
      Enabled: enabled,
      TrafficConfig: { Type: 'SingleHeader', SingleHeaderConfig: { Header: name, Value: value } },
    };
  }
  const { weight, stickiness } = traffic;
  return {
    Enabled: enabled,
    TrafficConfig: {
      Type: 'SingleWeight',
      SingleWeightConfig: {
        Weight: weight,
        ...(stickiness && { SessionStickinessConfig: { IdleTTL: stickiness.idle, MaximumTTL: stickiness.maximum } }),
      },
    },
  };
}

/** How a configuration divides traffic; undefined where it says nothing of it or is disabled. */
export function trafficOf(policy: JsonObject): Traffic | undefined {
  const traffic = policy.TrafficConfig as JsonObject | undefined;
  if (policy.Enabled === false || traffic === undefined) return undefined;
  const header = traffic.SingleHeaderConfig as { Header?: string; Value?: string } | undefined;
  if (traffic.Type === 'SingleHeader')
    return header?.Header === undefined || header.Value === undefined
      ? undefined
      : { kind: 'header', name: header.Header, value: header.Value };
  const single = traffic.SingleWeightConfig as
    | { Weight?: number; SessionStickinessConfig?: { IdleTTL: number; MaximumTTL: number } }
    | undefined;
  if (typeof single?.Weight !== 'number') return undefined;
  const sticky = single.SessionStickinessConfig;
  return {
    kind: 'weight',
    weight: single.Weight,
    ...(sticky && { stickiness: { idle: sticky.IdleTTL, maximum: sticky.MaximumTTL } }),
  };
}

/** A way of dividing traffic in a few words. */
export function trafficText(traffic: Traffic | undefined): string {
  if (traffic === undefined) return 'none that divides traffic';
  if (traffic.kind === 'header') return `header ${traffic.name}: ${traffic.value}`;
  const { weight, stickiness } = traffic;
  return `Weight ${weight}${stickiness ? `, IdleTTL ${stickiness.idle}, MaximumTTL ${stickiness.maximum}` : ', no stickiness'}`;
}
