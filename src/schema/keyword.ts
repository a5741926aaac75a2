import type { SchemaValidateFunction } from 'ajv';
import type { Arbitrary } from 'fast-check';
import type { Schema } from '../core/contract.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Domain } from './domain.ts';
import type { Site } from './site.ts';

/** Members to set; undefined takes a member away. */
export type MemberChange = Record<string, Json | undefined>;

/** A change of the object that holds the member. `draw` gives that many supported, distinct items of the member's list. */
export type MemberEdit = (parent: JsonObject, draw: (count: number) => Json[]) => MemberChange;

/** One deterministic case of a keyword. */
export interface Example {
  /** What it is, in a few words: `just above`. */
  name: string;
  edit: MemberEdit;
}

/**
 * All that is known of one keyword of the dialect. Functions are given the keyword's value and the place at which it stands.
 */
export interface Keyword<V> {
  name: keyof Schema;
  /** How ajv validates it: by itself, by this function, or not at all. */
  validate: 'standard' | 'annotation' | SchemaValidateFunction;
  /** What it demands, said of the member. */
  demand?(value: V, site: Site): string;
  /** What breaks it, as a noun: for readers who do not know the dialect. */
  breach?: string;
  /** It speaks of several members of a structure, or of several items of a list. */
  between?: true;
  /** Of a keyword that a shape lists for its members: each member with its part, which is `V` for all other functions. */
  listed?(all: unknown): [member: string, part: unknown][];
  /** Narrows what may be generated. */
  narrow?(domain: Domain, value: V): void;
  /**
   * Makes an object honour it where it speaks of two members: changes `parent`, but none of the `pinned` members.
   */
  finish?(parent: JsonObject, member: string, value: V, owner: Schema, pinned: ReadonlySet<string>): void;
  /** `finish` takes members away, so that those that are wanted count as pinned too. */
  removes?: true;
  /** Supported cases at its edge. */
  edges?(value: V, site: Site): Example[];
  /** Cases that break it, the nearest first. */
  violations?(value: V, site: Site): Example[];
  /** Any case that breaks it; shrinks towards the nearest. */
  violation?(value: V, site: Site): Arbitrary<MemberEdit>;
}

/** Sets one member to a value. */
export function set(member: string, value: Json | undefined): MemberEdit {
  return () => ({ [member]: value });
}
