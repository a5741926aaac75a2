import type { RunRecord } from '../../core/run-record.ts';
import { embedded } from '../../quoting/javascript.ts';
import { visibleLine } from '../../quoting/visible.ts';
import { verdictOf } from '../verdict.ts';
import { pageData } from './data.ts';
import { framed } from './frame.ts';
import { staticReport } from './static.ts';

/** A page in one file that asks for nothing from anywhere. Its own style and script are all that may act in it. */
export function htmlReport(records: RunRecord[]): string {
  const body = `<noscript>${records.map(staticReport).join('\n')}</noscript>
<div id="page"></div>
<script type="application/json" id="data">${embedded(JSON.stringify(pageData(records)))}</script>`;
  return framed({ title: title(records), body, script: 'page.js' });
}

function title(records: RunRecord[]): string {
  const [only, ...others] = records as [RunRecord, ...RunRecord[]];
  if (others.length > 0) return `Conformance of ${records.length} implementations`;
  return `${visibleLine(only.target.name, 100)}: ${verdictOf(only).toLowerCase()}`;
}
