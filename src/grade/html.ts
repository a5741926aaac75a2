import { failuresOf, type Grade } from './grade.ts';
import { figures } from './text.ts';

/** A grade as a page of its own, with the matrix of faults and rules; it loads nothing. */
export function gradeHtml(grade: Grade): string {
  const { faults, variants, rules, summary } = grade;
  const columns = rules.filter(({ rule }) => faults.some(({ seen }) => seen.some((one) => one.rule === rule)));
  const head = columns.map(({ rule }) => `<th scope="col"><span>${escaped(rule)}</span></th>`).join('');
  const rows = faults.map(({ name, about, found, seen }) => {
    const cells = columns.map(({ rule }) => {
      const one = seen.find((sighting) => sighting.rule === rule);
      if (!one) return '<td></td>';
      const kind = rule === found?.rule ? 'first' : one.right ? 'right' : 'wrong';
      const title = `${rule} finds ${name} after ${one.after} requests`;
      return `<td class="${kind}" title="${escaped(title)}">${MARK[kind]}</td>`;
    });
    return `<tr${found ? '' : ' class="missed"'}><th scope="row" title="${escaped(about)}">${escaped(name)}</th><td class="count">${found?.after ?? '–'}</td>${cells.join('')}</tr>`;
  });
  const conforming = variants.map(
    ({ name, about, seeds, alarms, unjudged }) =>
      `<tr${alarms.length > 0 ? ' class="missed"' : ''}><th scope="row">${escaped(name)}</th><td>${escaped(about)}</td><td class="count">${seeds}</td><td class="count">${alarms.length}</td><td class="count">${unjudged.length}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Grade of ${escaped(grade.version)}, ${grade.date}</title>
<style>${STYLE}</style>
<h1>Grade</h1>
<p>Version ${escaped(grade.version)}, ${grade.date}.</p>
<pre>${escaped(figures(grade).join('\n'))}</pre>
${failuresOf(summary)
  .map((line) => `<p class="missed">${escaped(line)}</p>`)
  .join('\n')}
<h2>Faults and rules</h2>
<p>${MARK.first} found it first and names the cause, ${MARK.right} names the cause, ${MARK.wrong} does not. A fault's trial ends with the first right finding, unless the matrix was made in full.</p>
<div class="wide"><table class="matrix"><thead><tr><th></th><th scope="col"><span>requests</span></th>${head}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
<h2>Conforming implementations</h2>
<div class="wide"><table><thead><tr><th scope="col">variant</th><th scope="col">what it does</th><th scope="col">runs</th><th scope="col">false alarms</th><th scope="col">rules not judged</th></tr></thead>
<tbody>${conforming.join('\n')}</tbody></table></div>
</html>
`;
}

const MARK = { first: '●', right: '○', wrong: '×' };

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
body { margin: 2rem; }
pre { white-space: pre-wrap; }
.wide { overflow: auto; max-height: 85vh; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 1px 6px; }
th { font-weight: normal; white-space: nowrap; }
.matrix td { text-align: center; padding: 0 2px; border: 1px solid #8884; }
.matrix thead th { position: sticky; top: 0; background: Canvas; vertical-align: bottom; padding: 2px; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); }
.matrix tbody th { position: sticky; left: 0; background: Canvas; }
td.count { text-align: right !important; font-variant-numeric: tabular-nums; }
.first { color: #1a7f37; } .wrong, .missed th, p.missed { color: #cf222e; }`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
