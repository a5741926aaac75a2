import { identifier } from '../../quoting/javascript.ts';
import { shellQuoted } from '../../quoting/shell.ts';
import { pieces, type Variable } from './script.ts';

/** A word for a POSIX shell that stands for exactly this text, with what its variables hold. */
export function shellWord(text: string, variables: Variable[] = []): string {
  if (text === '') return "''";
  return pieces(text, variables)
    .map((piece) => (typeof piece === 'string' ? shellQuoted(piece) : `"$${identifier(piece.name)}"`))
    .join('');
}

/** Lines that say what a person chooses: where to send to, and names that must be free. */
export function shellHead(endpoint: string, variables: Variable[]): string[] {
  return [
    `ENDPOINT=\${ENDPOINT:-${shellQuoted(endpoint || 'http://127.0.0.1:4566')}}`,
    ...variables
      .filter(({ from }) => from === undefined)
      .map(({ name, text }) => `${identifier(name)}=${shellWord(text)}`),
  ];
}
