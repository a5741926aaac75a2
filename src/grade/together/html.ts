import { framed } from '../../report/html/frame.ts';
import { curveSvg } from '../curve-svg.ts';
import { cards, count, many, row, table, text } from '../html-parts.ts';
import { missedOf, togetherFigures } from './figures.ts';
import type { TogetherGrade } from './grade.ts';
import type { GroupGrade } from './group.ts';

/** A grade of groups as a page of its own. */
export function togetherHtml(grade: TogetherGrade): string {
  const { groups, summary, curve, version, date } = grade;
  const { untilAll } = summary;
  const body = [
    '<main>',
    '<h1>Several faults at once</h1>',
    ...cards(missedOf(grade), date, togetherFigures(grade)),
    ...(untilAll === undefined
      ? []
      : ['<h2>Requests until a cause is named</h2>', curveFigure(curve, Math.max(1, untilAll))]),
    '<h2>Groups</h2>',
    table(
      'Groups',
      ['group', 'named', 'not named', 'headings that no fault causes', 'rules without a verdict', 'requests'],
      groups.map(groupRow),
    ),
    '</main>',
  ].join('\n');
  return framed({ title: `Several faults at once, ${version}, ${date}`, body });
}

function curveFigure(curve: TogetherGrade['curve'], requests: number): string {
  const share = curve.findLast((point) => point.requests <= requests)?.share ?? 0;
  return `<figure>${curveSvg(curve, { requests, share }).replace('<svg ', '<svg class="chart" ')}</figure>`;
}

function groupRow({ causes, headings, unjudged, requests }: GroupGrade, index: number): string {
  const missed = causes.filter(({ named }) => !named).map(({ fault, key }) => `${fault} (${key})`);
  const uncaused = headings.filter(({ causedBy }) => causedBy.length === 0).map(({ sentence }) => sentence);
  return row(String(index + 1), [
    many(causes.filter(({ named }) => named).map(({ fault }) => fault)),
    text(missed.join(', ')),
    text(uncaused.join('; ')),
    count(unjudged.length),
    count(requests),
  ]);
}
