import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import type { CassetteHead, RecordedExchange } from '../core/cassette.ts';
import { writeAll, writing } from './write-file.ts';

/** The last line: how many exchanges there are. */
interface CassetteEnd {
  end: number;
}

/** Bytes that are kept back before they are written. */
const BUFFER = 256 * 1024;

export interface CassetteFile {
  write(exchange: RecordedExchange): void;
  /** Puts it in its place. */
  finish(): void;
  /** Leaves no trace of it. */
  discard(): void;
}

/** Begins a recording beside the file, which is replaced when it is finished. Throws a UsageError. */
export function createCassette(file: string, head: () => CassetteHead): CassetteFile {
  const part = `${file}.part`;
  const descriptor = writing(file, () => openSync(part, 'w'));
  let text = '';
  let count = 0;
  const flush = (): void => {
    writing(file, () => writeAll(descriptor, text));
    text = '';
  };
  const line = (value: CassetteHead | RecordedExchange | CassetteEnd): void => {
    text += `${JSON.stringify(value)}\n`;
    if (text.length > BUFFER) flush();
  };
  return {
    write(exchange) {
      if (count++ === 0) line(head());
      line(exchange);
    },
    finish() {
      if (count === 0) line(head());
      line({ end: count });
      flush();
      closeSync(descriptor);
      writing(file, () => renameSync(part, file));
    },
    discard() {
      closeSync(descriptor);
      rmSync(part, { force: true });
    },
  };
}
