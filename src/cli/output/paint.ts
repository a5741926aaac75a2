import { styleText } from 'node:util';
import type { Paint } from '../../report/paint.ts';

/** Colours for standard output: none where it is no terminal or where NO_COLOR is set. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const coloured = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
  const paint = (style: 'red' | 'green' | 'yellow' | 'dim' | 'bold') => (text: string) =>
    coloured ? styleText(style, text) : text;
  return { red: paint('red'), green: paint('green'), yellow: paint('yellow'), dim: paint('dim'), bold: paint('bold') };
}
