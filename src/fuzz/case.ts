import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../core/json.ts';
import type { RequestEdit } from './request-edit.ts';

/** A call of a case. Its input may hold references, which stand for what is known only when the case is played. */
export interface CaseStep {
  operation: string;
  input: JsonObject;
  /** Of a create: the number by which the steps after it speak of what it made. */
  slot?: number;
  /** A change of the request's bytes. */
  edit?: RequestEdit;
  /** What is unusual about it, and where. */
  tried?: TriedCall[];
}

export interface TriedCall {
  /** Member names with points between them; `request` for the bytes. */
  place: string;
  /** Such as `digits` or `at-maximum`. */
  kind: string;
}

/** A sequence of calls that can be played on any target, any number of times. */
export interface FuzzCase {
  steps: CaseStep[];
}

/** Most steps of a case. */
export const LONGEST = 24;

/**
 * A value that is filled in when a case is played: of the resource in a slot its id, its present or an earlier ETag, the
 * latest next marker, a name of another resource (the same for the same slot), or a text that was never used before.
 */
export type CallReference =
  | { $slot: number; $part: 'id' | 'etag' | 'stale'; $as?: string }
  | { $part: 'marker' }
  | { $name: string; $slot: number }
  | { $unique: number };

export function isReference(value: Json | undefined): value is CallReference & JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value)[0]?.[0] === '$';
}

/** The same for the same case, regardless of who found it. */
export const digestOf = ({ steps }: FuzzCase): string =>
  createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 24);
