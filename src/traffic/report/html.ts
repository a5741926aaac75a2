import type { RuleRecord, RunRecord } from '../../core/run-record.ts';
import { escaped } from '../../quoting/html.ts';
import type { Format } from '../../report/formats.ts';
import { reasonOf, summaryOf } from '../../report/record.ts';
import { effortText, exitCodeOf } from '../../report/verdict.ts';
import { chartSvg } from './chart-svg.ts';

/** A page on what an edge does to traffic, with its charts. It loads nothing and runs nothing. */
export const trafficHtml: Format = {
  name: 'html',
  describes: 'one page with charts',
  render: async (records) =>
    [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
      '<title>What the policy does to traffic</title>',
      `<style>${STYLE}</style>`,
      '</head>',
      '<body>',
      ...records.flatMap(page),
      '</body>',
      '</html>',
      '',
    ].join('\n'),
};

const VERDICTS = { 0: 'conforms', 1: 'does not conform', 2: 'not judged' };

function page(record: RunRecord): string[] {
  const { pass, fail, warn, skip } = summaryOf(record);
  return [
    '<main>',
    `<h1>${escaped(record.target.name)}: ${VERDICTS[exitCodeOf(record)]}</h1>`,
    `<p>${pass} rules hold, ${fail} broken, ${warn} warned, ${skip} not judged; ${effortText(record)}.</p>`,
    ...record.rules.flatMap((rule) => section(record, rule)),
    '</main>',
  ];
}

function section(record: RunRecord, rule: RuleRecord): string[] {
  const reason = reasonOf(record, rule);
  const charts = record.charts.filter((one) => one.rule === rule.id);
  return [
    '<section>',
    `<h2><span class="status ${rule.status}">${rule.status}</span> ${escaped(rule.id)}</h2>`,
    `<p>${escaped(rule.demands)} <small>(${rule.evidence}; ${rule.requests} requests)</small></p>`,
    ...(reason === undefined ? [] : [`<p>${escaped(reason)}</p>`]),
    ...rule.findings.flatMap(({ expected, actual, steps, reproduce }) => [
      `<dl><dt>expected</dt><dd>${escaped(expected)}</dd><dt>got</dt><dd>${escaped(actual)}</dd>`,
      `<dt>seen</dt><dd><ol>${steps.map(({ operation, input, outcome }) => `<li>${escaped(operation)} → ${escaped(outcome)}<br><code>${escaped(JSON.stringify(input))}</code></li>`).join('')}</ol></dd>`,
      `<dt>again</dt><dd><code>${escaped(reproduce)}</code></dd></dl>`,
    ]),
    ...charts.map(({ chart }) => `<figure>${chartSvg(chart)}</figure>`),
    '</section>',
  ];
}

const STYLE = `
:root { color-scheme: light dark; --staging: #d55e00; --primary: #0072b2; }
@media (prefers-color-scheme: dark) { :root { --staging: #ff9a4d; --primary: #5cb8f0; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.05rem; margin: 2rem 0 0.25rem; }
p { margin: 0.25rem 0; } figure { margin: 0.75rem 0; } svg { width: 100%; height: auto; }
.status { display: inline-block; min-width: 3rem; padding: 0 0.4rem; border-radius: 0.3rem; text-align: center; border: 1px solid currentColor; }
.pass { color: #0a7d38; } .fail, .error { color: #c22020; } .warn { color: #9a6700; } .skip { opacity: 0.7; }
@media (prefers-color-scheme: dark) { .pass { color: #4cc374; } .fail, .error { color: #ff7b7b; } .warn { color: #e3b341; } }
code { overflow-wrap: anywhere; font-size: 0.85rem; } dt { font-weight: 600; } dd { margin: 0 0 0.4rem 1rem; } ol { padding-left: 1.2rem; }
`;
