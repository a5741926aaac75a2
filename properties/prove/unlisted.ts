import picomatch from 'picomatch';
import type { Finding } from '../../src/core/event.ts';
import { referenceRun } from '../../src/grade/reference-run.ts';
import { orderFor } from '../../src/session/order.ts';
import { ownSuite } from '../../src/session/suite.ts';
import type { Bug } from './unlisted/bug.ts';
import { REQUEST_BUGS } from './unlisted/requests.ts';
import { SEQUENCE_BUGS } from './unlisted/sequences.ts';
import { VALUE_BUGS } from './unlisted/values.ts';

const BUGS: readonly Bug[] = [...VALUE_BUGS, ...REQUEST_BUGS, ...SEQUENCE_BUGS];
const SEED = 7;

/**
 * Judges references that each have a bug of which no rule was made, with the options that `run` has by default, and tells
 * how many are found. Words after the name choose bugs by a glob over their kinds and names; `--seed N` another seed.
 */
export async function prove(): Promise<void> {
  const words = process.argv.slice(3);
  const at = words.indexOf('--seed');
  const seed = at < 0 ? SEED : Number(words.splice(at, 2)[1]);
  const isChosen = words.length === 0 ? () => true : picomatch(words);
  const bugs = BUGS.filter(({ kind, name }) => isChosen(kind) || isChosen(name));
  const missed: Bug[] = [];
  for (const bug of bugs) {
    const { rule, requests } = await judged(bug, seed);
    if (rule === undefined) missed.push(bug);
    process.stdout.write(`${bug.kind.padEnd(13)} ${bug.name}: ${rule ?? 'MISSED'} after ${requests} requests\n`);
  }
  for (const kind of new Set(bugs.map((bug) => bug.kind))) {
    const all = bugs.filter((bug) => bug.kind === kind);
    const found = all.filter((bug) => !missed.includes(bug));
    process.stdout.write(`${kind.padEnd(13)} ${found.length} of ${all.length} found\n`);
  }
  process.stdout.write(`${bugs.length - missed.length} of ${bugs.length} found\n`);
  if (missed.length > bugs.length / 10) throw new Error('more than a tenth is missed');
}

/** The first rule that fails, and how many requests the run sent until then. */
async function judged({ modification }: Bug, seed: number): Promise<{ rule?: string; requests: number }> {
  const stop = new AbortController();
  const options = {
    ...{ seed, runs: 50, settle: 20, lanes: 4, signal: stop.signal },
    order: orderFor('loopback').tasks,
  };
  let found: Finding | undefined;
  let requests = 0;
  for await (const event of referenceRun(ownSuite(), [modification], options)) {
    if (event.type === 'finding' && (!found || found.evidence === 'inferred')) found = event.finding;
    if (found && found.evidence !== 'inferred') stop.abort();
    if (event.type === 'end') requests = event.requests;
  }
  // An inferred rule only warns, and yet names it.
  return found ? { rule: found.rule, requests: found.after } : { requests };
}
