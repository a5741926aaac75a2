import type { MemberDoc } from '../documentation.ts';
import type { Sentence } from '../sentences.ts';

/** What a sentence claims of the place where it stands. */
export type Claim =
  | {
      kind: 'range';
      minimum?: number;
      maximum?: number;
      exclusiveMinimum?: number;
      exclusiveMaximum?: number;
      unit?: string;
    }
  | { kind: 'order'; relation: 'atMost' | 'atLeast' | 'lessThan' | 'greaterThan'; other: string }
  | { kind: 'prefix'; value: string }
  | { kind: 'notPrefix'; value: string }
  | { kind: 'length'; minimum?: number; maximum?: number; unit: string }
  | { kind: 'count'; minimum?: number; maximum?: number }
  | { kind: 'values'; values: (string | number | boolean)[] }
  | { kind: 'countOf'; other: string }
  | { kind: 'unique'; scope?: string }
  | { kind: 'requires'; other: string; when?: string }
  /** `advice`: it is to be left out, and not said to be refused. */
  | { kind: 'excludes'; other: string; when?: string; advice?: true }
  | { kind: 'characters'; value: string }
  | { kind: 'format'; value: string };

/** A sentence and all that a pattern may know of the place where it stands. */
export interface Statement extends Sentence {
  /** The sentence that comes after it, if any. */
  next?: string;
  /** The member that it describes; absent where it describes a whole shape or operation. */
  subject?: MemberDoc;
  /** The members of the shape in which it stands, or of the operation's request. */
  members: MemberDoc[];
}

/** A claim, and the member that it is about where that is another than the sentence's own. */
export interface Reading {
  about?: string;
  claim: Claim;
}

/** One form of sentence. `read` gives nothing where the sentence has another form. */
export interface Pattern {
  name: string;
  read(statement: Statement): Reading[];
}

/** The names of a statement's fellow members. */
export const isMember = (statement: Statement, name: string): boolean =>
  statement.members.some((member) => member.name === name);

/** A sentence whose main clause holds in one case only: 'If the lamp is red, …', 'For a red lamp, …', 'For small towers the maximum is …'. */
const CASES = [
  /^(?:if|when|whenever|unless|until|once|while|suppose|for example)\b/i,
  /^For (?!each\b|every\b|all\b|any\b|both\b|the (?:value|name)\b|this\b)/,
];

/** A condition in the clause before: 'In spring, when the lamp is red, it must …'. */
const CONDITION_BEFORE = /(?:^|[,:;] )(?:if|when|whenever|unless) [^,;]*, [^,;]*$/i;

/** What a sentence is about, before the sentence itself: 'Related setting: …'. */
const HEADING = /^[A-Z][\w ]{0,30}: (?=[A-Z])/;

/** 'If you specify a value, …' and 'If provided, …' hold whenever there is something to judge. */
const WHENEVER_GIVEN =
  /^(?:if|when)(?: it(?:'s| is))? (?:specified|provided|supplied|given|present|you (?:specify|provide|set|include) (?:a value|a number|one|it|this \w+)),/i;

/** Whether what stands at this position depends on a condition, or is an example: it claims nothing by itself. */
export function isConditional(text: string, position: number): boolean {
  const before = text.slice(0, position).replace(HEADING, '').replace(WHENEVER_GIVEN, '');
  if (CASES.some((form) => form.test(before)) || CONDITION_BEFORE.test(before)) return true;
  const clause = before.split(/[,;:](?= )/).at(-1)!;
  return /(?:^|\b)(?:if|when|whenever|unless|until|once|while|suppose|for example|such as)\b/i.test(clause);
}
