import type { Account } from './account.ts';
import type { Inspected } from './inspect.ts';

/** What the report of one fault alone says. */
export type Alone = Account;

/** One fault of a group, and what the report on the whole group says of it. */
export interface Cause {
  fault: string;
  about: string;
  /** The key of its first heading when it is alone. */
  key: string;
  /** Whether the report holds that key. */
  named: boolean;
  /** Requests until then. */
  after?: number;
}

/** A group of faults in one server, and what the suite made of it. */
export interface GroupGrade {
  causes: Cause[];
  /** Faults that nobody can see beside the others: without them every answer is the same. */
  masked: string[];
  /** In the order of the report. `causedBy`: the faults of the group that yield this key alone. */
  headings: { key: string; sentence: string; causedBy: string[] }[];
  rules: number;
  broken: number;
  /** Rules without a verdict, and those that a heading masks. */
  unjudged: { rule: string; reason: string }[];
  requests: number;
}

/** `alone`: what the report of each fault of the group says when it is alone. */
export function gradeGroup(
  faults: readonly { name: string; about: string }[],
  inspected: Inspected,
  alone: ReadonlyMap<string, Alone>,
): GroupGrade {
  const { headings, unseen, rules, broken, requests } = inspected;
  const visible = faults.filter(({ name }) => !unseen.includes(name));
  return {
    causes: visible.map(({ name, about }): Cause => {
      const key = keyOf(alone.get(name)!);
      const heading = headings.find((one) => one.key === key);
      return { fault: name, about, key, named: heading !== undefined, ...(heading ? { after: heading.after } : {}) };
    }),
    masked: unseen,
    headings: headings.map(({ key, sentence }) => ({ key, sentence, causedBy: causersOf(key, visible, alone) })),
    rules,
    broken: new Set(broken.map((one) => one.split(' on ')[0])).size,
    unjudged: unjudgedOf(inspected),
    requests,
  };
}

/** The faults that yield a heading when each is alone; those of which it is the first heading before others. */
export function causersOf(
  key: string,
  faults: readonly { name: string }[],
  alone: ReadonlyMap<string, Alone>,
): string[] {
  const isFirst = (name: string): boolean => keyOf(alone.get(name)!) === key;
  return faults
    .map(({ name }) => name)
    .filter((name) => alone.get(name)!.headings.some((heading) => heading.key === key))
    .sort((one, other) => Number(isFirst(other)) - Number(isFirst(one)));
}

/** The key by which a fault is known; empty where its report has no heading. */
export const keyOf = ({ headings: [first] }: Alone): string => first?.key ?? '';

function unjudgedOf({ unjudged, headings }: Account): GroupGrade['unjudged'] {
  const known = new Set(unjudged.map(({ rule }) => rule));
  const masked = headings.flatMap(({ key, masked }) =>
    masked.filter((rule) => !known.has(rule)).map((rule) => ({ rule, reason: `masked by ${key}` })),
  );
  return [...unjudged, ...masked];
}
