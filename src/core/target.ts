import type { JsonObject } from './json.ts';
import type { HttpRequest, Outcome } from './outcome.ts';
import type { Clock } from './traffic.ts';

/** One call of an operation. */
export interface Call {
  operation: string;
  /** In the shape that the AWS CLI and boto3 use: the operation's input members by name. A string where a number or boolean is due is sent as it stands. */
  input: JsonObject;
  /** Replaces parts of the encoded request, for malformed input; needs a target with a wire. */
  wire?: (request: HttpRequest) => HttpRequest;
  /** It serves to delete what was made: for this a budget keeps something back. */
  cleaning?: true;
}

/** Anything that answers calls. */
export interface Target {
  name: string;
  /** Whether bytes can be controlled, so that rules on malformed input can be judged. */
  wire: boolean;
  /** Whether it runs in this process, so that the order in which calls come is ours to choose. */
  inProcess?: boolean;
  /** The time of a recording, where answers come from one or go into one: only what is answered can then be judged. */
  tape?: Clock;
  call(call: Call): Promise<Outcome>;
  close(): Promise<void>;
}

/** Answers one HTTP request; never rejects. */
export type Handler = (request: HttpRequest) => Promise<import('./outcome.ts').HttpResponse>;
