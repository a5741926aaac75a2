import type { OpenMatter } from '../core/open-matter.ts';
import type { RunRecord } from '../core/run-record.ts';
import { visibleLine } from '../quoting/visible.ts';
import { openText } from './open-text.ts';

/** One matter on which the documentation is silent, and what a target does in it. */
export interface ProfileEntry {
  /** Stable: the same matter on the same operation has it in every run and on every target. */
  key: string;
  operation: string;
  /** What is open, in words. */
  about: string;
  /** What the target did, each kind once: `accepted`, `accepted, shown otherwise`, `refused with InvalidArgument`. */
  did: string[];
}

/** What a target does where the documentation is silent, by operation and matter. No verdict depends on it. */
export function profileOf({ open }: Pick<RunRecord, 'open'>): ProfileEntry[] {
  const codes = codesAlone(open);
  const entries = new Map<string, ProfileEntry>();
  for (const one of open.filter((matter) => isOpen(matter, codes))) {
    const { operation, matter } = one;
    const key = `${operation}: ${matter.join(' and ')}`;
    const entry = entries.get(key) ?? { key, operation, about: openText(one), did: [] };
    entries.set(key, entry);
    const did = didText(one);
    if (!entry.did.includes(did)) entry.did.push(did);
  }
  for (const entry of entries.values()) entry.did.sort();
  return [...entries.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The code of a refusal for each rule that was broken alone; several where they differ. */
function codesAlone(open: readonly OpenMatter[]): Map<string, Set<string>> {
  const codes = new Map<string, Set<string>>();
  for (const { operation, matter, broken, code } of open) {
    if (!broken || matter.length !== 1 || code === undefined) continue;
    const key = `${operation} ${matter[0]}`;
    codes.set(key, (codes.get(key) ?? new Set()).add(code));
  }
  return codes;
}

/** Which of two codes comes is open where each rule alone has another code. */
function isOpen({ operation, matter, broken }: OpenMatter, codes: Map<string, Set<string>>): boolean {
  if (!broken) return true;
  const alone = matter.map((rule) => codes.get(`${operation} ${rule}`));
  return (
    matter.length > 1 && alone.every((one) => one?.size === 1) && new Set(alone.map((one) => [...one!][0])).size > 1
  );
}

const didText = ({ did, code, shown }: OpenMatter): string => {
  if (did === 'refused') return `refused with ${code}`;
  return shown === undefined || shown === 'as meant' ? 'accepted' : `accepted, ${SHOWN[shown]}`;
};

const SHOWN = { otherwise: 'but shown otherwise', 'not at all': 'but not shown' } as const;

/** The profile of one run, or of several side by side: what differs between them first. */
export function profileLines(records: readonly RunRecord[]): string[] {
  const rows = rowsOf(records);
  if (rows.length === 0) return ['No request touched a matter on which the documentation is silent.'];
  const alike = rows.filter(({ did }) => new Set(did).size === 1);
  const differing = rows.filter((row) => !alike.includes(row));
  const names = namesOf(records);
  const width = Math.max(...names.map((name) => name.length));
  return [
    ...(records.length > 1
      ? [`Where the documentation is silent, ${differing.length} of ${rows.length} matters are handled differently:`]
      : []),
    ...differing.flatMap((row) => [
      titleOf(row),
      ...names.map((name, index) => `      ${name.padEnd(width)}  ${row.did[index]}`),
    ]),
    ...(alike.length > 0 ? [records.length > 1 ? 'Handled alike:' : 'Where the documentation is silent:'] : []),
    ...alike.map((row) => `${titleOf(row)}: ${row.did[0]}`),
  ];
}

/** The names of targets; with their number where two have the same. */
function namesOf(records: readonly RunRecord[]): string[] {
  const names = records.map(({ target }) => visibleLine(target.name));
  return new Set(names).size === names.length ? names : names.map((name, index) => `${index + 1}. ${name}`);
}

/** A matter on all operations on which every target does the same. `did`: one text a target. */
interface Row {
  about: string;
  operations: string[];
  did: string[];
}

function rowsOf(records: readonly RunRecord[]): Row[] {
  const profiles = records.map((record) => new Map(profileOf(record).map((entry) => [entry.key, entry])));
  const rows = new Map<string, Row>();
  for (const { key, about, operation } of new Map(profiles.flatMap((profile) => [...profile])).values()) {
    const did = profiles.map((profile) => profile.get(key)?.did.join('; ') ?? 'not tried');
    const same = JSON.stringify([about, did]);
    const row = rows.get(same) ?? { about, operations: [], did };
    row.operations.push(operation);
    rows.set(same, row);
  }
  return [...rows.values()].sort((one, other) => (one.about < other.about ? -1 : 1));
}

const titleOf = ({ about, operations }: Row): string =>
  `  ${visibleLine(`${about} (${operations.map(verbOf).join(', ')})`)}`;

/** The first word of an operation's name, which says enough beside the name of a shape. */
const verbOf = (operation: string): string => /^[A-Z][a-z]+/.exec(operation)?.[0] ?? operation;
