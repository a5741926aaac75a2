import { withoutPasswords } from '../quoting/passwords.ts';
import { visible } from '../quoting/visible.ts';

/** Prints lines on standard output, in which nothing that came from outside acts on a terminal or commands a CI service. */
export const print = (...lines: string[]): void => write(process.stdout, lines);

/** The same on standard error. */
export const warn = (...lines: string[]): void => write(process.stderr, lines);

function write(stream: NodeJS.WriteStream, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(`${visible(withoutPasswords(lines.join('\n')))}\n`);
}
