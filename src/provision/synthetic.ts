import { createHash } from 'node:crypto';

/** Invented domain names of the documented form, each given once; the same seed gives the same names in the same order to the same part of a run. */
export function syntheticNames(seed: number, part: string): () => string {
  let given = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}\0${part}\0${given++}`).digest();
    const letters = [...digest.subarray(0, 13)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return `d${letters}.cloudfront.net`;
  };
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
