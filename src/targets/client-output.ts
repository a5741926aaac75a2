import type { Json, JsonObject } from '../core/json.ts';

/** What a client library gives as an operation's output, as JSON: times in ISO 8601, what is undefined left out, `$metadata` too. */
export function plainOutput(output: unknown): JsonObject {
  const { $metadata: _, ...members } = (output ?? {}) as Record<string, unknown>;
  return plain(members) as JsonObject;
}

function plain(value: unknown): Json | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value !== 'object') return undefined;
  const object: JsonObject = {};
  for (const [member, inner] of Object.entries(value)) {
    const kept = plain(inner);
    if (kept !== undefined) object[member] = kept;
  }
  return object;
}
