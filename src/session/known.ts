import { existsSync, statSync, writeFileSync } from 'node:fs';
import picomatch from 'picomatch';
import { stringify } from 'yaml';
import type { KnownDeviation } from '../core/known.ts';
import { readKnownList } from '../formats/known.ts';
import { noSuchRule } from './select.ts';
import { writing } from './write-file.ts';

/** Reads a list of known deviations, YAML or JSON. Throws a UsageError; `ids`: of all rules, so that no entry is about none. */
export function readKnown(file: string, ids: string[]): KnownDeviation[] {
  return readKnownList(file, ({ rule }) =>
    rule === undefined || ids.some((id) => picomatch.isMatch(id, rule, { nocase: true, bash: true }))
      ? undefined
      : noSuchRule(rule, ids),
  );
}

/** The entries of a list that may be there already. Throws a UsageError for one that can't be read. */
export const listIn = (file: string): KnownDeviation[] =>
  existsSync(file) && statSync(file).size > 0 ? readKnownList(file) : [];

/** Writes a list of known deviations as YAML. */
export function writeKnown(file: string, entries: KnownDeviation[]): void {
  const head = '# Known deviations: say why each is accepted for now, and until when (expires: YYYY-MM-DD).\n';
  writing(file, () => writeFileSync(file, head + stringify(entries, { lineWidth: 0 })));
}
