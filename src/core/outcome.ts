import type { JsonObject } from './json.ts';

/** One HTTP request as it was sent. The body is empty for none. */
export interface HttpRequest {
  method: string;
  /** Path and query, percent-encoded, as on the request line. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** One HTTP answer as it came. Header names in lower case. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** The bytes behind an outcome; a target without a wire has none. */
export interface Exchange {
  request: HttpRequest;
  response?: HttpResponse;
}

/** An error answer of the service. */
export interface ServiceError {
  code: string;
  message?: string;
  type?: string;
  requestId?: string;
}

/** What became of one call. `ms` is the wall time of the call. */
export type Outcome = { exchange?: Exchange; ms: number; retries?: number } & (
  | { kind: 'response'; status: number; headers: Record<string, string>; output: JsonObject }
  | { kind: 'refused'; status: number; headers: Record<string, string>; error: ServiceError }
  /** The client refused before anything was sent: never counts as a refusal by the service. */
  | { kind: 'unsent'; reason: string }
  /** An answer that is no HTTP, or no XML where XML is due, or no error envelope where an error is. */
  | { kind: 'unreadable'; status?: number; headers?: Record<string, string>; reason: string }
  /**
   * No answer. `withheld`: not even asked, because of a limit that we set ourselves. `unreached`: there was no connection, so
   * that nothing came of it.
   */
  | { kind: 'lost'; reason: string; withheld?: true; unreached?: true }
);
