import { type Keyword, set } from '../keyword.ts';

/** A text holds only these characters: single ones and ranges such as `a-z`, with blanks between them; `space` is the blank. */
export const characters: Keyword<string> = {
  name: 'characters',
  validate: (allowed: string, value: unknown) => typeof value !== 'string' || expressionOf(allowed).test(value),
  breach: 'a text with other characters than those listed',
  demand: (allowed, { member }) => `${member} must hold only the characters ${allowed}`,
  narrow: (domain, allowed) => {
    domain.pattern ??= `^[${classOf(allowed)}]{1,32}$`;
  },
  violations: (allowed, { member }) =>
    [...'!,;#|\u00fc\u{1f9ea}']
      .filter((character) => !expressionOf(allowed).test(character))
      .map((character) => ({ name: `with ${character}`, edit: set(member, `a${character}b`) })),
};

const classOf = (allowed: string): string =>
  allowed
    .split(' ')
    .map((part) => (part === 'space' ? ' ' : /^\w-\w$/.test(part) ? part : part.replace(/[\\\]^-]/g, '\\$&')))
    .join('');

const expressions = new Map<string, RegExp>();

function expressionOf(allowed: string): RegExp {
  let found = expressions.get(allowed);
  if (!found) expressions.set(allowed, (found = new RegExp(`^[${classOf(allowed)}]*$`, 'u')));
  return found;
}
