import { type Keyword, set } from '../keyword.ts';

/** A text matches this regular expression. */
export const pattern: Keyword<string> = {
  name: 'pattern',
  validate: 'standard',
  breach: 'a text of another form',
  demand: (source, { member }) => `${member} must match ${source}`,
  narrow: (domain, source) => {
    domain.pattern = source;
  },
  violations: (source, site) => {
    const expression = new RegExp(source, 'u');
    const wanted = site.node.prefix ?? '';
    const texts: [string, string][] = [
      ['bare prefix', wanted],
      ['upper case', `${wanted}test`.toUpperCase()],
      ['prefix not at the start', `x-${wanted}test`],
      ['empty', ''],
      ['inner blank', `${wanted}a b`],
      ['non-ASCII', `${wanted}gr\u00fc\u00df`],
      ['non-BMP', `${wanted}\u{1f9ea}`],
      ['combining mark', `${wanted}e\u0301`],
      ['tab', `${wanted}a\tb`],
      ['line ends', `${wanted}a\r\nb\nc`],
      ['surrounding blanks', ` ${wanted}test `],
      ['underscore', `${wanted}a_b`],
    ];
    return texts
      .filter(([, text]) => !expression.test(text))
      .map(([name, text]) => ({ name, edit: set(site.member, text) }));
  },
};
