import { styleText } from 'node:util';
import type { Paint } from '../../report/paint.ts';

/** Colours for a stream: for a terminal that has them, or where FORCE_COLOR asks for them; never where NO_COLOR is set. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  const coloured = !NO_COLOR && (forced || (stream.isTTY && TERM !== 'dumb' && FORCE_COLOR === undefined));
  const paint = (style: 'red' | 'green' | 'yellow' | 'dim' | 'bold') => (text: string) =>
    coloured ? styleText(style, text, { validateStream: false }) : text;
  return { red: paint('red'), green: paint('green'), yellow: paint('yellow'), dim: paint('dim'), bold: paint('bold') };
}
