import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { UsageError } from '../core/usage.ts';
import type { Exchange } from '../middleware/exchanges.ts';
import type { Staging } from './staging.ts';

/** The first line of a recording. */
export interface CassetteHead {
  cassette: 'cloudfront-conformance';
  /** Of this layout. */
  format: typeof FORMAT;
  /** `YYYY-MM-DD`. */
  recorded: string;
  /** Of the contract, as `package@version`. */
  contract: string;
  target: string;
  url?: string;
  wire: boolean;
  /** The words by which the target is reached again. */
  words: string[];
  /** What the requests come from. */
  seed: number;
  runs: number;
  /** Milliseconds, where they were given. */
  settle?: number;
  /** Milliseconds. */
  patience: number;
  staging: Staging;
  /** Of the option of that name. */
  resource?: string;
}

export interface Cassette {
  head: CassetteHead;
  exchanges: Exchange[];
}

/** The last line: how many exchanges there are. */
interface CassetteEnd {
  end: number;
}

export const FORMAT = 1;

/** Bytes that are kept back before they are written. */
const BUFFER = 256 * 1024;

export interface CassetteFile {
  write(exchange: Exchange): void;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves no trace of it. */
  discard(): void;
}

/** Begins a recording beside the file, which is replaced when it is finished. Throws a UsageError. */
export function createCassette(file: string, head: () => CassetteHead): CassetteFile {
  const part = `${file}.part`;
  let descriptor: number;
  try {
    descriptor = openSync(part, 'w');
  } catch (error) {
    throw new UsageError(
      `the recording can't be written to ${file} (${(error as NodeJS.ErrnoException).code}); give a file in a folder that exists`,
    );
  }
  let text = '';
  let count = 0;
  const flush = (): void => {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    text = '';
  };
  const line = (value: CassetteHead | Exchange | CassetteEnd): void => {
    text += `${JSON.stringify(value)}\n`;
    if (text.length > BUFFER) flush();
  };
  return {
    write(exchange) {
      if (count++ === 0) line(head());
      line(exchange);
    },
    finish() {
      if (count === 0) line(head());
      line({ end: count });
      flush();
      closeSync(descriptor);
      renameSync(part, file);
    },
    discard() {
      closeSync(descriptor);
      rmSync(part, { force: true });
    },
  };
}

/** Reads a recording. Throws a UsageError of one line where it can't be used. */
export function readCassette(file: string): Cassette {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const lines = text.split('\n');
  const head = parsed(lines[0]) as Partial<CassetteHead> | undefined;
  if (head?.cassette !== 'cloudfront-conformance')
    throw new UsageError(`${file} is no recording; give a file that run wrote with --record`);
  if (head.format !== FORMAT)
    throw new UsageError(
      `${file} is a recording of version ${String(head.format)}, and this program reads version ${FORMAT}; record it again`,
    );
  if (!isHead(head)) throw new UsageError(`${file} is broken in line 1; record it again`);
  const exchanges: Exchange[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const value = parsed(line);
    if (isExchange(value)) exchanges.push(value);
    else if (isEnd(value) && value.end === exchanges.length) return { head, exchanges };
    else if (index >= lines.length - 3)
      throw new UsageError(`${file} breaks off after ${exchanges.length} exchanges; record it again`);
    else throw new UsageError(`${file} is broken in line ${index + 2}; record it again`);
  }
  throw new UsageError(`${file} breaks off after ${exchanges.length} exchanges; record it again`);
}

function parsed(line = ''): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isHead(head: Partial<CassetteHead>): head is CassetteHead {
  const { recorded, target, url, words, seed, runs, settle, patience, staging } = head;
  return (
    [recorded, target].every((text) => typeof text === 'string') &&
    (url === undefined || URL.canParse(url)) &&
    Array.isArray(words) &&
    [seed, runs, settle ?? 0, patience].every((value) => Number.isFinite(value)) &&
    staging !== undefined
  );
}

function isExchange(value: unknown): value is Exchange {
  if (!isObject(value)) return false;
  const { operation, input, order, time, request, answer, outcome } = value;
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite);
  return (
    typeof operation === 'string' &&
    isObject(input) &&
    isPair(order) &&
    isPair(time) &&
    ((isObject(answer) && isObject(request)) || (isObject(outcome) && typeof outcome.kind === 'string'))
  );
}

const isEnd = (value: unknown): value is CassetteEnd => isObject(value) && typeof value.end === 'number';
