import { UsageError } from '../core/usage.ts';

/** Byte order marks and the encodings that they stand for. UTF-32 comes first, since its mark begins like that of UTF-16. */
const MARKS: [bytes: number[], encoding: string][] = [
  [[0xff, 0xfe, 0, 0], 'utf-32'],
  [[0, 0, 0xfe, 0xff], 'utf-32'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

/**
 * The text of bytes in UTF-8 or UTF-16, with or without a byte order mark, as editors and shells write them. Throws a
 * UsageError that names the file and the first byte that does not fit.
 */
export function textOfBytes(bytes: Uint8Array, file: string): string {
  const mark = MARKS.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  const encoding = mark?.[1] ?? unmarked(bytes);
  if (encoding === 'utf-32') throw new UsageError(`${file} is in UTF-32; save it in UTF-8`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not valid ${encoding.toUpperCase()}; save it in UTF-8`);
  }
}

/** JSON and YAML begin with ASCII, so that in UTF-16 every other of their first bytes is zero. */
function unmarked(bytes: Uint8Array): string {
  if (bytes.length >= 2 && bytes.length % 2 === 0) {
    if (bytes[0] !== 0 && bytes[1] === 0) return 'utf-16le';
    if (bytes[0] === 0 && bytes[1] !== 0) return 'utf-16be';
  }
  return 'utf-8';
}
