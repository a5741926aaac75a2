import { createHash } from 'node:crypto';

/** Ids come from what a thing is named, never from a counter of all things, so that they do not depend on the order of calls that have nothing to do with each other. */
function digest(parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A lower-case UUID. */
export function uuid(...parts: (string | number)[]): string {
  const hex = digest(parts);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Thirteen letters and digits in lower case. */
export function thirteen(...parts: (string | number)[]): string {
  return BigInt(`0x${digest(parts)}`)
    .toString(36)
    .slice(-13);
}
