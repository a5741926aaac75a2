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

/** What was wrong with an answer's document, and was mended before the document was read. */
export interface Defect {
  /** A stable slug, such as `second-declaration`. */
  name: string;
  /** `form`: the document is not well-formed. `envelope`: it is, but the element that is due around it is missing. */
  kind: 'form' | 'envelope';
  /** What is wrong, as a noun phrase. */
  about: string;
  /** Bytes of the body before the place. */
  offset: number;
  /** The bytes at the place as printable text; others are escaped. */
  excerpt: string;
}

/**
 * What other calls show where an answer's own document can't be read, lacks its ETag, or its operation is absent. Rules that
 * speak of that answer itself must not use it.
 */
export interface StandIn {
  /** `document`: all that the answer shows comes from elsewhere; `etag`: only its ETag does. */
  part: 'document' | 'etag';
  /** The answer as it came; undefined where the operation is absent and was not called. */
  instead?: Outcome;
  /** The calls that show it, in their order. */
  calls: { operation: string; input: JsonObject; outcome: Outcome }[];
}

/** The outcome of one call. `ms` is the wall time of the call. */
export type Outcome = {
  exchange?: Exchange;
  ms: number;
  retries?: number;
  /** The connection on which it was sent first broke, so that it may have been done twice. */
  repeated?: true;
} & (
  | {
      kind: 'response';
      status: number;
      headers: Record<string, string>;
      output: JsonObject;
      defects?: Defect[];
      standIn?: StandIn;
    }
  | { kind: 'refused'; status: number; headers: Record<string, string>; error: ServiceError; defects?: Defect[] }
  /** The client refused before anything was sent: never counts as a refusal by the service. `withheld`: because of an option. */
  | { kind: 'unsent'; reason: string; withheld?: true }
  /**
   * An answer that is no HTTP, or no XML where XML is due, or no error envelope where an error is, and that no repair mends.
   * `malformed`: it is XML, but not well-formed.
   */
  | { kind: 'unreadable'; status?: number; headers?: Record<string, string>; reason: string; malformed?: true }
  /**
   * No answer. `withheld`: not even asked, because of a limit that we set ourselves. `unreached`: there was no connection, so
   * that the request had no effect. `interrupted`: the connection broke, and the answer to the repetition does not show
   * whether the first request succeeded; the target is still there.
   */
  | { kind: 'lost'; reason: string; withheld?: true; unreached?: true; interrupted?: true }
);
