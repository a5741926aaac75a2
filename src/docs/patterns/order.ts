import type { Pattern, Statement } from './pattern.ts';
import { isConditional, isMember } from './pattern.ts';

const NAME =
  '(?:(?:the )?(?:value|number)s? (?:of|for|in|(?:that )?you (?:specify|set) for|(?:provided|specified|set) for) )?(?:the )?(?:`([A-Za-z][\\w.]*)`|([A-Z]\\w+))';
const LARGER = '(?:greater|more|larger|higher|longer)';
const MUST = '(?:must|should|has to|needs to)(?: always)?';
const SMALLER = '(?:less|smaller|lower|shorter|fewer)';

type NumberRelation = 'atMost' | 'atLeast' | 'lessThan' | 'greaterThan';

const FORMS: [NumberRelation, string][] = [
  ['atMost', `${MUST} be (?:${SMALLER} than,? or equal to,?|equal to,? or ${SMALLER} than|at most|no ${LARGER} than)`],
  ['atMost', `(?:must not|mustn't|can't|cannot|can not|may not)(?: be ${LARGER} than| exceed)`],
  ['atLeast', `${MUST} be (?:${LARGER} than,? or equal to,?|equal to,? or ${LARGER} than|at least|no ${SMALLER} than)`],
  ['atLeast', `(?:must not|mustn't|can't|cannot|can not|may not) be ${SMALLER} than`],
  ['lessThan', `${MUST} be (?:${SMALLER} than|below)`],
  ['greaterThan', `${MUST} be (?:${LARGER} than|above)`],
];

/** A number that another member bounds: 'must be less than or equal to `Other`'. */
export const order: Pattern[] = FORMS.map(([relation, words], index) => {
  const source = new RegExp(`\\b${words} ${NAME}`, 'i');
  return {
    name: `${relation}-${index}`,
    read(statement: Statement) {
      const match = source.exec(statement.text);
      const other = match?.[1] ?? match?.[2];
      if (match === null || other === undefined || isConditional(statement.text, match.index)) return [];
      if (statement.subject === undefined) return [];
      // Without marks of code a name is one only if the shape has it.
      if (match[1] === undefined && !isMember(statement, other)) return [];
      return [{ claim: { kind: 'order', relation, other: other.split('.').at(-1)! } }];
    },
  };
});
