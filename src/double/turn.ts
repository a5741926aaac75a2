import type { Classification } from '../core/classification.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import type { RequestProblem } from '../wire/decode-request.ts';
import { withoutSecretQuery } from '../wire/secret-query.ts';
import type { Disturbance } from './disturbance.ts';
import type { UnknownElement } from './elements.ts';

/** What a service makes of a refused call when something in it is different. */
export interface SecondOpinion {
  /** Its answer where nothing is open in the request; absent where the service can't be asked twice. */
  plain?: Outcome;
  /** The members that make it refuse, and the input that it would accept in the place of this one. */
  cause?: { paths: readonly [Path, ...Path[]]; input: JsonObject };
}

/** What a request was understood as. `elsewhere`: an operation of the service that the contract does not cover. */
export type ParsedRequest =
  | { operation: string; input: JsonObject /** What only some readers of XML take in it. */; odd?: string }
  | { operation?: string; problem: RequestProblem | 'elsewhere'; reason: string };

/** What a wrapper was told: an answer of the service, an answer to what is no call of the contract, or nothing. */
export type Told = Outcome | { kind: 'other'; status: number };

/** One request of a wrapper and its outcome. */
export interface Turn {
  /** From 1, in the order in which the requests came. */
  number: number;
  request: HttpRequest;
  parsed: ParsedRequest;
  /** Of a request that is a call. */
  certificate?: Classification;
  /** Elements of its body that stand for no member. */
  unknownElements?: UnknownElement[];
  /** What the service makes of it without what is open in it, or what changes its mind; of a call that it refused. */
  second?: SecondOpinion;
  /** What the service made of it; absent where it never saw it. */
  done?: Outcome;
  /** Absent until it is answered. */
  told?: Told;
  /** The answer as it was given, with all that a disturbance left of it. */
  response?: HttpResponse;
  /** Milliseconds since 1970 at which it came, and those until it was answered. */
  time: { began: number; took: number };
  disturbance?: Disturbance;
}

/** The operation and input of a turn that is a call. */
export function callOf({ parsed }: Turn): { operation: string; input: JsonObject } | undefined {
  return 'problem' in parsed ? undefined : parsed;
}

/** What was told, in a few words: `201`, `400 InvalidArgument`, `no answer: …`. */
export function toldText({ told, disturbance }: Turn): string {
  const mark = disturbance ? ` (${disturbance.kind})` : '';
  return (
    (told === undefined
      ? 'not answered'
      : told.kind === 'refused'
        ? `${told.status} ${told.error.code}`
        : told.kind === 'lost' || told.kind === 'unsent'
          ? `no answer: ${told.reason}`
          : told.kind === 'unreadable'
            ? told.reason
            : String(told.status)) + mark
  );
}

/** A request in a few words: the operation, or method and path. */
export function askedText({ parsed, request }: Turn): string {
  return parsed.operation ?? targetText(request);
}

/** Method and path, without what says who signed. */
export const targetText = ({ method, path }: HttpRequest): string => `${method} ${withoutSecretQuery(path)}`;

/** The code of the error that a wrapper was told. */
export function codeOf({ told }: Turn): string | undefined {
  return told?.kind === 'refused' ? told.error.code : undefined;
}

/** Whether a wrapper was told that it succeeded. */
export function succeeded({ told }: Turn): boolean {
  return told?.kind === 'response' || (told?.kind === 'other' && told.status < 300);
}

/** Text of a value as a request holds it. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));
