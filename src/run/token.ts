import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Binding, Capsule, CapsuleCall } from '../core/capsule.ts';
import type { Json } from '../core/json.ts';
import type { Phase } from '../core/rule.ts';
import { replaceTexts } from './replace-texts.ts';

const VERSION = 1;

/** Longest capsule that is read, in bytes. */
const LONGEST = 1024 * 1024;

/** A text that is no token, or one of another version of this program. */
export class BadToken extends Error {}

/** Characters beyond which a token leaves the calls out and says only how to judge the rule as a whole. */
const SHORT = 2000;

/** A capsule as one text of letters, digits, `-` and `_`. */
export function encodeToken(capsule: Capsule): string {
  const token = encode(capsule);
  return token.length <= SHORT ? token : encode({ ...capsule, calls: [], bindings: [], outcomes: [] });
}

function encode(capsule: Capsule): string {
  const { rule, operation, phase, seed, runs, calls, bindings, outcomes, wanted, answer } = withShortTexts(capsule);
  const parts = [VERSION, rule, operation, phase, seed, runs, calls.map(shortCall), bindings, outcomes];
  const json = JSON.stringify([...parts, wanted ?? 0, answer ?? 0]);
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
  const [version, rule, operation, phase, seed, runs, calls, bindings, outcomes, wanted, answer] = parse(token);
  if (version !== VERSION) throw new BadToken(`the token is of version ${version}; only ${VERSION} is known`);
  const capsule = {
    rule,
    operation,
    phase: phase as Phase,
    seed,
    runs,
    calls: (calls as [string, CapsuleCall['input'], CapsuleCall['bytes']?][]).map(([name, input, bytes]) => ({
      operation: name,
      input,
      ...(bytes ? { bytes } : {}),
    })),
    bindings: bindings as Binding[],
    outcomes: outcomes as string[],
    ...(wanted ? { wanted } : {}),
    ...(answer ? { answer } : {}),
  };
  return capsule as Capsule;
}

function parse(token: string): unknown[] {
  try {
    const bytes = inflateRawSync(Buffer.from(token.trim(), 'base64url'), { maxOutputLength: LONGEST });
    const parts = JSON.parse(bytes.toString()) as unknown[];
    if (Array.isArray(parts) && Array.isArray(parts[6]) && Array.isArray(parts[7]) && Array.isArray(parts[8]))
      return parts;
  } catch {
    // Whatever is wrong with it, it is no token.
  }
  throw new BadToken('this is no token: give it whole, as a report shows it');
}
