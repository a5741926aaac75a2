import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunRecord } from '../../core/run-record.ts';
import { escaped } from '../../quoting/html.ts';
import { embedded } from '../../quoting/javascript.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { countsText, verdictOf } from '../verdict.ts';
import { pageData } from './data.ts';

/** A page in one file that asks for nothing from anywhere. Its own style and script are all that may act in it. */
export function htmlReport(records: RunRecord[]): string {
  const style = asset('page.css');
  const script = asset('page.js');
  const policy = [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const verdicts = records.map(
    (record) => `${visibleLine(record.target.name, 200)}: ${verdictOf(record).toLowerCase()}; ${countsText(record)}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title(records))}</title>
<style>${style}</style>
</head>
<body>
<noscript><h1>Conformance</h1>${verdicts.map((line) => `<p>${escaped(line)}</p>`).join('')}<p>The rest of this page needs scripts.</p></noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedded(JSON.stringify(pageData(records)))}</script>
<script type="module">${script}</script>
</body>
</html>
`;
}

function title(records: RunRecord[]): string {
  const [only, ...others] = records as [RunRecord, ...RunRecord[]];
  if (others.length > 0) return `Conformance of ${records.length} implementations`;
  return `${visibleLine(only.target.name, 100)}: ${verdictOf(only).toLowerCase()}`;
}

/** Read from beside the sources, which the package holds as they are. */
function asset(name: string): string {
  return readFileSync(new URL(`../../../src/report/html/${name}`, import.meta.url), 'utf8');
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
