import { type Keyword, set } from '../keyword.ts';
import { matching } from '../matching.ts';

/**
 * A text has this documented form, in which `<…>` and `ID-of-…` stand for what differs. An empty text is left to those
 * who say whether there may be none.
 */
export const form: Keyword<string> = {
  name: 'form',
  validate: (wanted: string, value: unknown) =>
    typeof value !== 'string' || value.trim() === '' || expressionOf(wanted).test(value.trim()),
  breach: 'a text of another form than the documented one',
  demand: (wanted, { member }) => `${member} must have the form ${wanted}`,
  narrow: (domain, wanted) => {
    domain.pattern = patternOf(wanted);
    domain.example = filled(wanted.split(PLACEHOLDER));
  },
  violations: (wanted, { member }) =>
    Object.entries(otherForms(wanted)).map(([name, text]) => ({ name, edit: set(member, text) })),
  violation: (wanted, { member }) =>
    // Without the characters between its parts no text is of the form.
    matching('^[A-Z0-9]{1,20}$').map((text) => set(member, expressionOf(wanted).test(text) ? '' : text)),
};

const PLACEHOLDER = /<[^<>]+>|\bID-of-[\w-]+/;

/** The regular expression of a form. A blank after a comma may be left out. */
export function patternOf(wanted: string): string {
  const literals = wanted
    .split(PLACEHOLDER)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(', ', ', ?'));
  return `^${literals.join('[A-Za-z0-9"_-]+')}$`;
}

const expressions = new Map<string, RegExp>();

function expressionOf(wanted: string): RegExp {
  let found = expressions.get(wanted);
  if (!found) expressions.set(wanted, (found = new RegExp(patternOf(wanted))));
  return found;
}

const valueAt = (index: number): string => `E${index}EXAMPLE`;

/** The literal parts of a form with a value between each two. */
const filled = (literals: string[]): string => literals.reduce((text, part, index) => text + valueAt(index) + part);

/** Texts that only look like the form, by what is wrong with them. */
function otherForms(wanted: string): Record<string, string> {
  const literals = wanted.split(PLACEHOLDER);
  const texts = {
    'one part alone': valueAt(1),
    'no separator': filled(literals.map((text) => text.replace(/^[,/] ?$/, ' '))),
    'another separator': filled(literals.map((text) => text.replace(/[,/]/g, ';'))),
    'a part missing': filled(literals).replace(valueAt(literals.length - 1), ''),
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => !expressionOf(wanted).test(text)));
}
