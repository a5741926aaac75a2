import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Chart, LanesChart, ShareChart } from '../../core/chart.ts';
import { emptyRecord } from '../../report/record.ts';
import { chartSvg } from './chart-svg.ts';
import { chartText } from './chart-text.ts';
import { trafficHtml } from './html.ts';

const share: ShareChart = {
  kind: 'share',
  title: 'Weight 0.1',
  expected: 0.1,
  alarm: 1e-5,
  points: [
    { requests: 1, share: 0, low: 0, high: 1 },
    { requests: 100, share: 0.12, low: 0.05, high: 0.25 },
    { requests: 1000, share: 0.11, low: 0.08, high: 0.14 },
  ],
  outcome: 'agrees',
  broken: false,
};

const lanes: LanesChart = {
  kind: 'lanes',
  title: 'IdleTTL 300 <MaximumTTL 600>',
  lanes: [
    {
      viewer: 'viewer 1',
      requests: [
        { at: 0, side: 'staging', session: 0 },
        { at: 298, side: 'staging', session: 0 },
        { at: 600, side: 'primary', session: 1 },
      ],
    },
  ],
  outcome: 'sessions end',
  broken: false,
};

const wellFormed = (text: string): void => {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
};

describe('a chart', () => {
  test.each<Chart>([share, lanes, { ...share, points: [] }, { ...lanes, lanes: [] }])(
    'as SVG is well-formed and says in words what it shows',
    (chart) => {
      const svg = chartSvg(chart);
      wellFormed(svg);
      expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
    },
  );

  test('as SVG keeps its labels inside and a long title in lines', () => {
    const viewer = 'a viewer with a name that goes on';
    const title = 'the outcome in words '.repeat(20);
    const far = share.points.concat({ requests: 100_100, share: 0.1, low: 0.09, high: 0.11 });
    for (const chart of [
      { ...lanes, title, lanes: [{ ...lanes.lanes[0]!, viewer }] },
      { ...share, title, points: far },
    ]) {
      for (const [, attributes, text] of chartSvg(chart).matchAll(/<text ([^>]*)>([^<]*)</g)) {
        const [, x] = /\bx="([\d.]+)"/.exec(attributes!)!;
        const [, anchor] = /text-anchor="(\w+)"/.exec(attributes!) ?? [];
        const width = text!.length * 7;
        const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
        expect([text, left >= -8, left + width <= 680 + 8]).toEqual([text, true, true]);
      }
    }
  });

  test('as text shows the share between its bounds, and what is expected', () => {
    const lines = chartText(share);
    expect(lines[0]).toBe('Weight 0.1: agrees');
    expect(lines.some((line) => line.startsWith('   10 % |---'))).toBe(true);
    expect(lines.at(-1)).toContain('1000 requests');
    expect(lines.every((line) => line.length <= 80)).toBe(true);
  });

  test('as text shows sides and where a session ends', () => {
    expect(chartText(lanes)[1]).toMatch(/^viewer 1 \|S-+S +\|p$/);
  });
});

test('the page with charts loads nothing and shows what came from a target as text', async () => {
  const record = emptyRecord();
  record.target.name = '<img src=x onerror=alert(1)>';
  record.rules = [
    {
      id: 'traffic.weight.share',
      evidence: 'documented',
      demands: 'a share',
      citations: [],
      operations: [],
      status: 'pass',
      requests: 3,
      ms: 0,
      judged: {},
      broken: {},
      findings: [],
    },
  ];
  record.charts = [
    { rule: 'traffic.weight.share', chart: share },
    { rule: 'traffic.weight.share', chart: lanes },
  ];
  const html = await trafficHtml.render([record]);
  expect(html).not.toContain('<img');
  expect(html.match(/<svg/g)).toHaveLength(2);
  expect(html.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|<link|url\(/);
});
