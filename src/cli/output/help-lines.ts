import { wrapped } from '../../report/wrapped.ts';

/** How a command of an example goes on in its next line. */
const INDENT = '    ';

/**
 * Help with no line longer than `width`, as far as its words allow. Commands stay such that they can be copied: they are
 * folded before an option, with the shell's `\` at the end of the line.
 */
export const foldedHelp = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) =>
      line.length <= width ? [line] : isCommand(line) ? foldedCommand(line, width) : foldedText(line, width),
    )
    .join('\n');

const isCommand = (line: string): boolean => /^ {2}(\w+ .*\| )?(cloudfront-conformance|npx|node) /.test(line);

function foldedCommand(line: string, width: number): string[] {
  const [indent = ''] = /^ */.exec(line)!;
  const lines: string[] = [];
  // A part begins with an option or stands behind a pipe or `>`; what belongs to an option stays with it.
  for (const part of line
    .trim()
    .split(/ (?=--?\w|[|>])/)
    .flatMap((one) => pieces(one, width - 8))) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${part} \\`.length <= width) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(lines.length === 0 ? `${indent}${part}` : `${indent}${INDENT}${part}`);
  }
  return lines.map((one, index) => (index < lines.length - 1 ? `${one} \\` : one));
}

/** A part that no line holds, at its blanks, unless one may be within quotes. */
const pieces = (part: string, width: number): string[] =>
  part.length > width && !/['"]/.test(part) ? part.split(' ') : [part];

function foldedText(line: string, width: number): string[] {
  const [indent = ''] = /^ */.exec(line)!;
  return wrapped(line.trim(), width, indent.length).map((one) => `${indent}${one}`);
}
