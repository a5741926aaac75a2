import type { Json, JsonObject, Path } from '../../core/json.ts';
import { at } from '../json.ts';

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

/** The value at one of the places. */
export function part(config: JsonObject, place: keyof typeof PLACES): Json | undefined {
  return at(config, PLACES[place]);
}
