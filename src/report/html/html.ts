import type { RunRecord } from '../../core/run-record.ts';
import { escaped } from '../../quoting/html.ts';
import { embedded } from '../../quoting/javascript.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { countsText, verdictOf } from '../verdict.ts';
import { pageData } from './data.ts';
import { framed } from './frame.ts';

/** A page in one file that asks for nothing from anywhere. Its own style and script are all that may act in it. */
export function htmlReport(records: RunRecord[]): string {
  const verdicts = records.map(
    (record) => `${visibleLine(record.target.name, 200)}: ${verdictOf(record).toLowerCase()}; ${countsText(record)}`,
  );
  const body = `<noscript><h1>Conformance</h1>${verdicts.map((line) => `<p>${escaped(line)}</p>`).join('')}<p>The rest of this page needs scripts.</p></noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedded(JSON.stringify(pageData(records)))}</script>`;
  return framed({ title: title(records), body, script: 'page.js' });
}

function title(records: RunRecord[]): string {
  const [only, ...others] = records as [RunRecord, ...RunRecord[]];
  if (others.length > 0) return `Conformance of ${records.length} implementations`;
  return `${visibleLine(only.target.name, 100)}: ${verdictOf(only).toLowerCase()}`;
}
