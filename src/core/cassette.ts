import type { Bytes } from './bytes.ts';
import type { JsonObject } from './json.ts';
import type { Outcome } from './outcome.ts';

/** The first line of a recording. */
export interface CassetteHead {
  cassette: 'cloudfront-conformance';
  /** Of this layout. */
  format: 1;
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
  staging: 'auto' | 'synthetic' | 'api' | { given: string[] };
  /** Of the option of that name. */
  resource?: string;
}

export interface Cassette {
  head: CassetteHead;
  exchanges: RecordedExchange[];
}

/** One call as a recording holds it, with stand-ins for what the service makes up. */
export interface RecordedExchange {
  operation: string;
  input: JsonObject;
  /** The request that the call came to, where its bytes were changed by hand. */
  changed?: StoredRequest & { sha256: string };
  /** Which event of the recording its sending was, and which its answer, from 1. */
  order: [sent: number, answered: number];
  /** Milliseconds from the beginning to the answer, and those of the call itself. */
  time: [answered: number, took: number];
  /** What was sent; the body is left out where it is what the input is written as. */
  request?: StoredRequest;
  /** The answer, where reading it tells the outcome; else the outcome as it was. */
  answer?: StoredResponse;
  outcome?: JsonObject & { kind: Outcome['kind'] };
  retries?: number;
}

export interface StoredRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Bytes;
  /** Whether the body is only the beginning of a long one. */
  cut?: true;
}

export interface StoredResponse {
  status: number;
  headers: Record<string, string>;
  body: Bytes;
}
