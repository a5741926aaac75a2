import type { Cassette, CassetteHead, RecordedExchange } from '../core/cassette.ts';
import { UsageError } from '../core/usage.ts';
import { formatOf, parsed } from './format.ts';
import { readText } from './read-text.ts';
import { amount, bytes, count, headers, input, list, name, object, oneOf, text } from './shapes.ts';

const MOST_BYTES = 512 * 1024 * 1024;

const HEAD = formatOf<CassetteHead>(
  object({
    cassette: oneOf('cloudfront-conformance'),
    format: oneOf(1),
    recorded: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
    contract: text(1_000),
    target: text(10_000),
    'url?': { type: 'string', maxLength: 10_000, pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$' },
    wire: { type: 'boolean' },
    words: list(text(10_000), 200),
    seed: count,
    runs: count,
    'settle?': amount,
    patience: amount,
    staging: { anyOf: [oneOf('auto', 'synthetic', 'api'), object({ given: list(text(1_000)) })] },
    'resource?': name,
  }),
);

const status = { type: 'integer', minimum: 100, maximum: 999 };
const pair = (each: object): object => ({ type: 'array', items: each, minItems: 2, maxItems: 2 });
const request = object({ method: text(100), path: text(), headers, 'body?': bytes, 'cut?': oneOf(true) });
const answer = object({ status, headers, body: bytes });
const error = object({ code: text(10_000), 'message?': text(), 'type?': text(10_000), 'requestId?': text(10_000) });
const outcome = {
  oneOf: [
    object({ kind: oneOf('response'), status, headers, output: input }),
    object({ kind: oneOf('refused'), status, headers, error }),
    object({ kind: oneOf('unsent'), reason: text() }),
    object({ kind: oneOf('unreadable'), 'status?': status, 'headers?': headers, reason: text() }),
    object({ kind: oneOf('lost'), reason: text() }),
  ],
};

const EXCHANGE = formatOf<RecordedExchange>({
  ...object({
    operation: name,
    input,
    'changed?': { allOf: [request, object({ sha256: text(100) })] },
    order: pair({ ...count, minimum: 1 }),
    time: pair(amount),
    'request?': request,
    'answer?': answer,
    'outcome?': outcome,
    'retries?': count,
  }),
  anyOf: [{ required: ['request', 'answer'] }, { required: ['outcome'] }],
});

const END = formatOf<{ end: number }>(object({ end: count }));

/** Reads a recording. Throws a UsageError of one line where it can't be used. */
export function readCassette(file: string): Cassette {
  const lines = readText(file, MOST_BYTES, 'give a file that run wrote with --record').split('\n');
  const head = headOf(file, parsed(lines[0] ?? ''));
  const exchanges: RecordedExchange[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const value = parsed(line);
    if (EXCHANGE.fits(value)) exchanges.push(value);
    else if (END.fits(value) && value.end === exchanges.length) return { head, exchanges };
    else if (index >= lines.length - 3)
      throw new UsageError(`${file} breaks off after ${exchanges.length} exchanges; record it again`);
    else
      throw new UsageError(
        `${file} is damaged in line ${index + 2}${value === undefined ? '' : ` (${EXCHANGE.problem(value)})`}; record it again`,
      );
  }
  throw new UsageError(`${file} breaks off after ${exchanges.length} exchanges; record it again`);
}

function headOf(file: string, value: unknown): CassetteHead {
  const { cassette, format } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (cassette !== 'cloudfront-conformance')
    throw new UsageError(`${file} is no recording; give a file that run wrote with --record`);
  if (format !== 1)
    throw new UsageError(
      `${file} is a recording of version ${String(format).slice(0, 20)}, and this program reads version 1; record it again`,
    );
  const problem = HEAD.problem(value);
  if (problem !== undefined) throw new UsageError(`${file} is damaged in line 1 (${problem}); record it again`);
  return value as CassetteHead;
}
