import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationsOf } from '../contracts/resource.ts';
import type { Contract } from '../core/contract.ts';
import { UsageError } from '../core/usage.ts';
import { readStoredCase } from '../formats/fuzz-case.ts';
import { type CaseStep, digestOf, type FuzzCase } from '../fuzz/case.ts';
import type { CorpusEntry } from '../fuzz/corpus.ts';
import { ELEMENT_EDITS } from '../fuzz/element-edit.ts';
import type { Store } from '../fuzz/fuzzing.ts';
import { PATHS } from '../fuzz/request-edit.ts';
import { warn } from './print.ts';

/** A case's file is named by the digest of its steps, so that the same case of two machines is one file. */
const NAMED = /^([0-9a-f]{24})\.json$/;

/** Milliseconds between two looks for what others found. */
const EVERY = 2_000;

/** Files that are read of a folder. */
const MOST = 20_000;

export interface CorpusFolder extends Store {
  /** All entries, those that were given before included. */
  entries(): CorpusEntry[];
  remove(digest: string): void;
}

/** The corpus in a folder, which several machines may use at the same time. Throws a UsageError where it can't be made. */
export function corpusFolder(contract: Contract, folder: string): CorpusFolder {
  const given = new Set<string>();
  let looked = Number.NEGATIVE_INFINITY;
  attempt(folder, () => mkdirSync(folder, { recursive: true }));
  const read = (digest: string): CorpusEntry[] => {
    const entry = readable(join(folder, `${digest}.json`));
    return entry && entry.digest === digest && isKnown(contract, entry.case) ? [entry] : [];
  };
  return {
    fresh() {
      const now = performance.now();
      if (now - looked < EVERY) return [];
      looked = now;
      return digestsIn(folder)
        .filter((digest) => !given.has(digest))
        .flatMap((digest) => {
          given.add(digest);
          return read(digest);
        });
    },
    keep({ digest, case: { steps }, showed }) {
      if (given.has(digest)) return;
      given.add(digest);
      const file = join(folder, `${digest}.json`);
      // Nobody reads a file that is half written.
      const draft = join(folder, `.${digest}.${process.pid}`);
      attempt(folder, () => {
        writeFileSync(draft, `${JSON.stringify({ format: 1, steps, showed })}\n`);
        renameSync(draft, file);
      });
    },
    entries: () => digestsIn(folder).flatMap(read),
    remove: (digest) => attempt(folder, () => rmSync(join(folder, `${digest}.json`), { force: true })),
  };
}

function digestsIn(folder: string): string[] {
  let names: string[] = [];
  attempt(folder, () => {
    names = statSync(folder).isDirectory() ? readdirSync(folder) : [];
  });
  return names
    .flatMap((name) => NAMED.exec(name)?.[1] ?? [])
    .sort()
    .slice(0, MOST);
}

/** Whether a case holds only what mutations make of it: calls on what can be created at will, and edits that there are. */
function isKnown(contract: Contract, { steps }: FuzzCase): boolean {
  const resources = Object.values(contract.resources).filter(({ minimal }) => minimal === undefined);
  const operations = new Set(resources.flatMap((one) => operationsOf(one)));
  const isEdit = ({ edit }: CaseStep): boolean =>
    edit === undefined || !('how' in edit) || EDITS.has(`${edit.kind} ${edit.how}`);
  return steps.length > 0 && steps.every((step) => operations.has(step.operation) && isEdit(step));
}

const EDITS = new Set([...ELEMENT_EDITS.map((how) => `element ${how}`), ...PATHS.map((how) => `path ${how}`)]);

/** A damaged file is told and left out. */
function readable(file: string): CorpusEntry | undefined {
  try {
    const { steps, showed } = readStoredCase(file);
    const one = { steps } as unknown as FuzzCase;
    return { digest: digestOf(one), case: one, showed };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    warn(error.message);
    return undefined;
  }
}

function attempt(folder: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`the corpus ${folder} can't be used (${code}); give a folder that can be written to`);
  }
}
