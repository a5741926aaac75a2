/** A line broken between words where it is too long; what follows is set in by so much. */
export function wrapped(line: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const start = rest.length - rest.trimStart().length;
    const before = rest.lastIndexOf(' ', width);
    const at = before > Math.max(start, lines.length > 0 ? indent : 0) ? before : rest.indexOf(' ', width);
    if (at < 0) break;
    lines.push(rest.slice(0, at));
    rest = `${' '.repeat(indent)}${rest.slice(at + 1)}`;
  }
  return [...lines, rest];
}
