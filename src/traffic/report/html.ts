import type { Finding, Status } from '../../core/event.ts';
import type { RuleRecord, RunRecord } from '../../core/run-record.ts';
import { escaped } from '../../quoting/html.ts';
import { visibleLine } from '../../quoting/visible.ts';
import type { ReportFormat } from '../../report/formats.ts';
import { filterForm, STATUSES } from '../../report/html/filter.ts';
import { framed } from '../../report/html/frame.ts';
import { reasonOf } from '../../report/record.ts';
import { countsText, effortText, exitCodeOf, verdictOf } from '../../report/verdict.ts';
import { chartSvg } from './chart-svg.ts';

/** A page on what an edge does to traffic: its findings, and a chart of each rule. It loads nothing, and can be read without its script. */
export const trafficHtml: ReportFormat = {
  name: 'html',
  describes: 'one page with charts',
  render: async (records) =>
    framed({
      title: `Traffic of ${records.map(({ target }) => visibleLine(target.name, 100)).join(', ')}`,
      body: records.map((record) => page(record, records.length === 1)).join('\n'),
      script: 'filter.js',
    }),
};

const CARDS = { 0: 'conforms', 1: 'does-not-conform', 2: 'not-judged' };

/** `only`: the one on its page, which can be filtered. */
function page(record: RunRecord, only: boolean): string {
  const broken = record.rules.filter(({ findings }) => findings.length > 0);
  return [
    '<main>',
    `<h1>${escaped(visibleLine(record.target.name, 200))}: what the policy does to viewers</h1>`,
    `<div class="cards"><div class="card ${CARDS[exitCodeOf(record)]}"><p class="verdict">${verdictOf(record)}</p><p>${escaped(countsText(record))}</p><p class="soft">${escaped(effortText(record))}</p></div></div>`,
    ...(broken.length > 0 ? ['<h2>Findings</h2>', ...broken.map((rule, index) => cause(record, rule, index))] : []),
    '<h2>Rules</h2>',
    ...(only ? [filterForm('Rules', counts(record))] : []),
    '<div class="multiples">',
    ...record.rules.map((rule) => multiple(record, rule)),
    '</div>',
    '</main>',
  ].join('\n');
}

function counts({ rules }: RunRecord): Partial<Record<Status, number>> {
  const numbers: Partial<Record<Status, number>> = {};
  for (const { status } of rules) numbers[status] = (numbers[status] ?? 0) + 1;
  return numbers;
}

const signOf = (status: Status): string =>
  `<span class="${status}">${STATUSES[status].sign} ${STATUSES[status].word}</span>`;

const figuresOf = ({ charts }: RunRecord, { id }: RuleRecord): string[] =>
  charts.filter(({ rule }) => rule === id).map(({ chart }) => `<figure>${chartSvg(chart)}</figure>`);

/** A broken rule with its evidence; the first is open. */
function cause(record: RunRecord, rule: RuleRecord, index: number): string {
  return [
    `<details class="cause"${index === 0 ? ' open' : ''}>`,
    `<summary><strong>${index + 1}. ${escaped(rule.demands)}</strong> ${signOf(rule.status)}<span class="soft">${escaped(rule.findings[0]!.actual)}</span></summary>`,
    ...rule.findings.map(findingFacts),
    `<div class="finding charts">${figuresOf(record, rule).join('')}</div>`,
    '</details>',
  ].join('\n');
}

function findingFacts({ rule, evidence, expected, actual, steps, reproduce }: Finding): string {
  const seen = steps.map(
    ({ operation, input, outcome }) =>
      `<li>${escaped(operation)} → ${escaped(outcome)}<br><code>${escaped(JSON.stringify(input))}</code></li>`,
  );
  return [
    '<dl class="finding facts">',
    `<dt>expected</dt><dd>${escaped(expected)}</dd>`,
    `<dt>got</dt><dd>${escaped(actual)}</dd>`,
    ...(seen.length > 0 ? [`<dt>calls</dt><dd><ol>${seen.join('')}</ol></dd>`] : []),
    `<dt>reproduce</dt><dd><code>${escaped(reproduce)}</code></dd>`,
    `<dt>rule</dt><dd><span class="id">${escaped(rule)}</span> (${evidence})</dd>`,
    '</dl>',
  ].join('\n');
}

/** A rule with its first chart in small; opened, with all of them at full width. */
function multiple(record: RunRecord, rule: RuleRecord): string {
  const reason = reasonOf(record, rule);
  const [first = '', ...others] = figuresOf(record, rule);
  return [
    `<details class="multiple ${rule.status}" data-item data-status="${rule.status}">`,
    `<summary>${signOf(rule.status)} ${escaped(rule.demands)}${first}</summary>`,
    '<div class="body">',
    ...(reason === undefined ? [] : [`<p>${escaped(reason)}</p>`]),
    ...others,
    `<p class="soft"><span class="id">${escaped(rule.id)}</span> (${rule.evidence}); ${rule.requests.toLocaleString('en')} requests</p>`,
    '</div>',
    '</details>',
  ].join('\n');
}
