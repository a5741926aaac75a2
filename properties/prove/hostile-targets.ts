import { HOSTILITIES } from '../support/hostile.ts';
import { referenceWith } from '../support/judging.ts';
import { faultsOf, judgeWatched, turning } from '../support/watched.ts';

/** Requests that are answered well before it begins: none, those of the preflight, and some more. */
const WELL = [0, 12, 200];

/** A run against every hostile target, from the start and half way, ends in a verdict. Throws where it does not. */
export async function prove(): Promise<void> {
  let runs = 0;
  let slowest = 0;
  let largest = 0;
  for (const [name, hostility] of Object.entries(HOSTILITIES)) {
    for (const well of WELL) {
      const watched = await judgeWatched(turning(referenceWith(), well, hostility));
      const faults = faultsOf(watched);
      if (faults.length > 0) throw new Error(`${name}, after ${well} requests: ${faults.join('; ')}`);
      runs++;
      slowest = Math.max(slowest, watched.seconds);
      largest = Math.max(largest, watched.megabytes);
      process.stderr.write(
        `${name}, after ${well}: ${watched.seconds.toFixed(1)} s, ${Math.round(watched.megabytes)} MB\n`,
      );
    }
  }
  process.stdout.write(
    `${runs} runs against ${Object.keys(HOSTILITIES).length} hostile targets ended in a verdict, the slowest after ${slowest.toFixed(1)} s, the largest with ${Math.round(largest)} MB\n`,
  );
}
