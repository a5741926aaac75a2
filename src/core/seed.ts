import { createHash, randomInt } from 'node:crypto';

/** A 32-bit seed for one part of a run, the same for the same run seed and part whatever else runs. */
export function seedFor(seed: number, ...part: string[]): number {
  return createHash('sha256')
    .update([seed, ...part].join('\0'))
    .digest()
    .readInt32BE(0);
}

/** A seed for a run that was not given one. */
export function drawSeed(): number {
  return randomInt(2 ** 31);
}
