import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { given } from '../core/given.ts';
import { replaceInCalls } from '../core/replace-texts.ts';
import type { Reproducer, ReproducerCall } from '../core/reproducer.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { LONGEST_WAIT, MOST_RUNS, reproducer as reproducerSchema } from './shapes.ts';

const VERSION = 1;

/** Longest reproducer that is read, in bytes. */
const LONGEST = 1024 * 1024;

/** A text that is no token, a damaged one, or one of another version of this program. */
export class BadToken extends UsageError {}

/** Characters beyond which a token leaves the calls out and says only how to judge the rule as a whole. */
const SHORT = 2000;

/** A reproducer as one text of letters, digits, `-` and `_`. */
export function encodeToken(reproducer: Reproducer): string {
  const token = encode(reproducer);
  if (token.length <= SHORT && isReadable(token)) return token;
  return encode({ ...reproducer, calls: [], bindings: [], outcomes: [] });
}

/** Whether the token can be read again: calls of a kind that no reader takes are left out, rather than the whole finding lost. */
function isReadable(token: string): boolean {
  try {
    decodeToken(token);
    return true;
  } catch (error) {
    if (error instanceof BadToken) return false;
    throw error;
  }
}

function encode(reproducer: Reproducer): string {
  const { rule, operation, phase, seed, runs, calls, bindings, outcomes, wanted, answer, settle, patience, showsMore } =
    withShortTexts(reproducer);
  const waits = [settle, patience].map((wait) => (wait === undefined ? null : Math.min(wait, LONGEST_WAIT)));
  const parts = [
    VERSION,
    rule,
    operation,
    phase,
    seed,
    Math.min(runs, MOST_RUNS),
    calls.map(shortCall),
    bindings,
    outcomes,
  ];
  const json = JSON.stringify([...parts, wanted ?? 0, answer ?? 0, ...waits, ...(showsMore ? [1] : [])]);
  return deflateRawSync(json, { level: 9 }).toString('base64url');
}

/** Texts that are replaced anyway need not be as long as they were. What stands for them is the same in a URL, in XML and in a header. */
function withShortTexts(reproducer: Reproducer): Reproducer {
  const short = (index: number): string => `~${String(index).padStart(4, '0')}~`;
  return {
    ...reproducer,
    calls: replaceInCalls(reproducer.calls, reproducer.bindings, (_, index) => short(index)),
    bindings: reproducer.bindings.map((binding, index) => ({ ...binding, text: short(index) })),
  };
}

const shortCall = ({ operation, input, bytes }: ReproducerCall): unknown[] =>
  bytes ? [operation, input, bytes] : [operation, input];

/** The reproducer that a token stands for. Throws BadToken. */
export function decodeToken(token: string): Reproducer {
  const parts = partsOf(token);
  if (!Array.isArray(parts)) throw new BadToken(NO_TOKEN);
  const [
    version,
    rule,
    operation,
    phase,
    seed,
    runs,
    calls,
    bindings,
    outcomes,
    wanted,
    answer,
    settle,
    patience,
    showsMore,
  ] = parts as unknown[];
  if (version !== VERSION)
    throw new BadToken(
      `the token is of version ${short(version)}, and this program reads version ${VERSION}; run the rule again for a new one`,
    );
  const reproducer = {
    rule,
    operation,
    phase,
    seed,
    runs,
    calls: Array.isArray(calls) ? calls.map(longCall) : calls,
    bindings,
    outcomes,
    ...(wanted ? { wanted } : {}),
    ...(answer ? { answer } : {}),
    ...given({ settle: settle ?? undefined, patience: patience ?? undefined }),
    ...(showsMore ? { showsMore: true } : {}),
  };
  const problem = REPRODUCER.problem(reproducer);
  if (problem !== undefined)
    throw new BadToken(`the token is damaged: ${problem}; copy the whole token from the report`);
  return reproducer as Reproducer;
}

const NO_TOKEN = 'this is neither the number of a finding nor a whole token; copy the token from the report';

const REPRODUCER = formatOf<Reproducer>(reproducerSchema);

const short = (value: unknown): string => String(JSON.stringify(value) ?? value).slice(0, 20);

const longCall = (call: unknown): unknown => {
  if (!Array.isArray(call)) return call;
  const [operation, input, bytes] = call as unknown[];
  return { operation, input, ...(bytes ? { bytes } : {}) };
};

function partsOf(token: string): unknown {
  // A longer text can't come of a reproducer of the longest kind, however badly it was packed.
  if (token.length > LONGEST * 2) return undefined;
  try {
    return parsed(inflateRawSync(Buffer.from(token.trim(), 'base64url'), { maxOutputLength: LONGEST }).toString());
  } catch {
    return undefined;
  }
}
