import type { Json, JsonObject, Path } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';

const WEIGHT_CONFIG = ['TrafficConfig', 'SingleWeightConfig'];
const HEADER_CONFIG = ['TrafficConfig', 'SingleHeaderConfig'];
const STICKINESS = [...WEIGHT_CONFIG, 'SessionStickinessConfig'];

/** Where each part of a policy's configuration sits. */
export const PLACES = {
  enabled: ['Enabled'],
  names: ['StagingDistributionDnsNames'],
  quantity: ['StagingDistributionDnsNames', 'Quantity'],
  items: ['StagingDistributionDnsNames', 'Items'],
  traffic: ['TrafficConfig'],
  type: ['TrafficConfig', 'Type'],
  weightConfig: WEIGHT_CONFIG,
  weight: [...WEIGHT_CONFIG, 'Weight'],
  stickiness: STICKINESS,
  idleTtl: [...STICKINESS, 'IdleTTL'],
  maximumTtl: [...STICKINESS, 'MaximumTTL'],
  headerConfig: HEADER_CONFIG,
  header: [...HEADER_CONFIG, 'Header'],
  value: [...HEADER_CONFIG, 'Value'],
} as const satisfies Record<string, Path>;

export type Place = keyof typeof PLACES;

/** The value at one of the places. */
export function part(config: JsonObject, place: Place): Json | undefined {
  return valueAt(config, PLACES[place]);
}

/** The member's name in the form that faults are named in: `idle-ttl`. */
export function slugOf(place: Place): string {
  return String(PLACES[place].at(-1))
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
