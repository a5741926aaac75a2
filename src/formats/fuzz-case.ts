import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readText } from './read-text.ts';
import { input, list, name, object, oneOf, text } from './shapes.ts';

/** A case of a corpus as its file holds it. */
export interface StoredCase {
  format: 1;
  steps: {
    operation: string;
    input: Record<string, unknown>;
    slot?: number;
    edit?: { kind: string } & Record<string, unknown>;
    tried?: { place: string; kind: string }[];
  }[];
  /** What it showed when it was played: signatures of answers, and blocks of code. */
  showed: string[];
}

const MOST_BYTES = 4 * 1024 * 1024;

const header = { type: 'string', pattern: "^[!#$%&'*+.^_`|~\\w-]{1,100}$" };
const value = { type: ['string', 'null'], maxLength: 100_000, pattern: '^[^\\u0000-\\u0008\\u000a-\\u001f\\u007f]*$' };
const small = { type: 'integer', minimum: 0, maximum: 10_000_000 };
const word = { type: 'string', pattern: '^[\\w-]{1,60}$' };

const edit = {
  anyOf: [
    object({ kind: oneOf('query'), text: { type: 'string', maxLength: 10_000, pattern: '^[!-~]*$' } }),
    object({ kind: oneOf('header'), name: header, value }),
    object({ kind: oneOf('method'), value: oneOf('PATCH', 'OPTIONS', 'FOO') }),
    object({ kind: oneOf('path'), how: word }),
    object({ kind: oneOf('element'), how: word, at: small }),
    object({ kind: oneOf('cut'), length: small }),
  ],
};

const STORED = formatOf<StoredCase>(
  object({
    format: oneOf(1),
    steps: list(
      object({
        operation: name,
        input,
        'slot?': { type: 'integer', minimum: 0, maximum: 100 },
        'edit?': edit,
        'tried?': list(object({ place: text(1_000), kind: text(1_000) }), 10),
      }),
      100,
    ),
    showed: list(text(200), 1_000_000),
  }),
);

/** Reads a case of a corpus. Throws a UsageError of one line where the file is damaged or of another version. */
export function readStoredCase(file: string): StoredCase {
  const found = parsed(readText(file, MOST_BYTES, 'delete it'));
  const problem = found === undefined ? 'it is not JSON' : STORED.problem(found);
  if (problem !== undefined) throw new UsageError(`${file} is no case of a corpus (${problem}); delete it`);
  return found as StoredCase;
}
