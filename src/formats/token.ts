import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Capsule, CapsuleCall } from '../core/capsule.ts';
import { given } from '../core/given.ts';
import type { Json } from '../core/json.ts';
import { replaceTexts } from '../core/replace-texts.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { capsule as capsuleSchema, LONGEST_WAIT, MOST_RUNS } from './shapes.ts';

const VERSION = 1;

/** Longest capsule that is read, in bytes. */
const LONGEST = 1024 * 1024;

/** A text that is no token, a damaged one, or one of another version of this program. */
export class BadToken extends UsageError {}

/** Characters beyond which a token leaves the calls out and says only how to judge the rule as a whole. */
const SHORT = 2000;

/** A capsule as one text of letters, digits, `-` and `_`. */
export function encodeToken(capsule: Capsule): string {
  const token = encode(capsule);
  return token.length <= SHORT ? token : encode({ ...capsule, calls: [], bindings: [], outcomes: [] });
}

function encode(capsule: Capsule): string {
  const { rule, operation, phase, seed, runs, calls, bindings, outcomes, wanted, answer, settle, patience } =
    withShortTexts(capsule);
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
  const json = JSON.stringify([...parts, wanted ?? 0, answer ?? 0, ...waits]);
  return deflateRawSync(json, { level: 9 }).toString('base64url');
}

/** Texts that are replaced anyway need not be as long as they were. What stands for them is the same in a URL, in XML and in a header. */
function withShortTexts(capsule: Capsule): Capsule {
  const short = (index: number): string => `~${String(index).padStart(4, '0')}~`;
  return {
    ...capsule,
    calls: replaceTexts(capsule.calls as unknown as Json, capsule.bindings, (_, index) =>
      short(index),
    ) as unknown as CapsuleCall[],
    bindings: capsule.bindings.map((binding, index) => ({ ...binding, text: short(index) })),
  };
}

const shortCall = ({ operation, input, bytes }: CapsuleCall): unknown[] =>
  bytes ? [operation, input, bytes] : [operation, input];

/** The capsule that a token stands for. Throws BadToken. */
export function decodeToken(token: string): Capsule {
  const parts = partsOf(token);
  if (!Array.isArray(parts)) throw new BadToken(NO_TOKEN);
  const [version, rule, operation, phase, seed, runs, calls, bindings, outcomes, wanted, answer, settle, patience] =
    parts as unknown[];
  if (version !== VERSION)
    throw new BadToken(
      `the token is of version ${short(version)}, and this program reads version ${VERSION}; run the rule again for a new one`,
    );
  const capsule = {
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
  };
  const problem = CAPSULE.problem(capsule);
  if (problem !== undefined)
    throw new BadToken(`the token is damaged: ${problem}; copy the whole token from the report`);
  return capsule as Capsule;
}

const NO_TOKEN = 'this is neither the number of a finding nor a whole token; copy the token from the report';

const CAPSULE = formatOf<Capsule>(capsuleSchema);

const short = (value: unknown): string => String(JSON.stringify(value) ?? value).slice(0, 20);

const longCall = (call: unknown): unknown => {
  if (!Array.isArray(call)) return call;
  const [operation, input, bytes] = call as unknown[];
  return { operation, input, ...(bytes ? { bytes } : {}) };
};

function partsOf(token: string): unknown {
  // A longer text can't come of a capsule of the longest kind, however badly it was packed.
  if (token.length > LONGEST * 2) return undefined;
  try {
    return parsed(inflateRawSync(Buffer.from(token.trim(), 'base64url'), { maxOutputLength: LONGEST }).toString());
  } catch {
    return undefined;
  }
}
