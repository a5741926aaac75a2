import type { JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/path.ts';
import { textAt } from '../json.ts';

/** How a policy divides traffic. Durations in milliseconds. */
export type Division =
  | { kind: 'weight'; weight: number; stickiness?: { idle: number; maximum: number } }
  | { kind: 'header'; name: string; value: string };

/** How a policy's configuration divides traffic; undefined where it says nothing of it. */
export function divisionOf(config: JsonObject): Division | undefined {
  const traffic = valueAt(config, ['TrafficConfig']);
  if (valueAt(traffic, ['Type']) === 'SingleHeader') {
    const single = valueAt(traffic, ['SingleHeaderConfig']);
    return single === undefined
      ? undefined
      : { kind: 'header', name: textAt(single, ['Header']), value: textAt(single, ['Value']) };
  }
  const single = valueAt(traffic, ['SingleWeightConfig']);
  const weight = valueAt(single, ['Weight']);
  if (typeof weight !== 'number') return undefined;
  const idle = valueAt(single, ['SessionStickinessConfig', 'IdleTTL']);
  const maximum = valueAt(single, ['SessionStickinessConfig', 'MaximumTTL']);
  return typeof idle === 'number' && typeof maximum === 'number'
    ? { kind: 'weight', weight, stickiness: { idle: idle * 1000, maximum: maximum * 1000 } }
    : { kind: 'weight', weight };
}
