import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, Status } from '../../core/event.ts';
import { BROWSER, browserIsThere, flawsOf, type Opened, openBrowser } from '../testing/browser.ts';
import { type Sample, sampleRecords, sampleStep } from '../testing/sample-run.ts';
import { htmlReport } from './html.ts';

const page = (...samples: Sample[]): string => htmlReport(sampleRecords(...samples));

describe('the file', () => {
  const html = page({ rules: [{ id: 'A.fail', status: 'fail', findings: [{ actual: '</script><script>x' }] }] });

  test('lets nothing act but its own style and script, by their hashes', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    const inside = (tag: string): string => new RegExp(`<${tag}>([\\s\\S]*?)</`).exec(html)![1]!;
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)![1]!;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)}`,
      `style-src ${hash(inside('style'))}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('can be read without scripts: verdict, deviations, and what was not judged', () => {
    const [, still = ''] = /<noscript>([\s\S]*?)<\/noscript>/.exec(
      page({
        rules: [
          { id: 'A.fail', status: 'fail', findings: [{ actual: 'accepted: 201 <b>' }] },
          { id: 'B.skip', status: 'skip', reason: 'no way to tell' },
        ],
      }),
    )!;
    expect(still).toContain('does not conform');
    expect(still).toContain('<dt>got</dt><dd>accepted: 201 &lt;b&gt;</dd>');
    expect(still).toContain('<code>B.skip</code>: no way to tell');
  });

  test('holds what a target answered in a form that ends no element', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain('</script><script>x');
  });
});

// Without the browser there is nothing to open the page with.
describe.skipIf(!browserIsThere)(`the page in ${BROWSER}${browserIsThere ? '' : ', which is not installed'}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  const open = (html: string): Promise<Opened> => browser.open(html);

  const rows = (on: Page): Promise<string[]> =>
    on.locator('.grid tbody tr:not(.panel):not([hidden]) th .id').allTextContents();

  const mixed: Sample = {
    rules: [
      { id: 'A.pass', status: 'pass' },
      { id: 'A.fail', status: 'fail', findings: [{}] },
      { id: 'B.warn', status: 'warn', evidence: 'inferred', findings: [{ path: ['Tree'] }] },
      { id: 'B.skip', status: 'skip', reason: 'no way to tell' },
    ],
  };

  test('shows the verdict and the grid, asks for nothing and complains of nothing', async () => {
    const { page: opened, wrong } = await open(page(mixed));
    expect(await opened.locator('.verdict').textContent()).toBe('Does not conform');
    expect(await rows(opened)).toEqual(['A.fail', 'B.warn', 'A.pass', 'B.skip']);
    expect(wrong).toEqual([]);
  });

  test('filters by text, status, evidence and operation', async () => {
    const { page: opened, wrong } = await open(page(mixed));
    await opened.fill('#search', 'b.s');
    expect(await rows(opened)).toEqual(['B.skip']);
    await opened.fill('#search', '');
    for (const status of ['warn', 'pass', 'skip']) await opened.uncheck(`input[value=${status}]`);
    expect(await rows(opened)).toEqual(['A.fail']);
    expect(await opened.locator('#count').textContent()).toBe('1 of 4 rules');
    expect(await opened.locator('.cause:not([hidden])').count()).toBe(1);
    for (const status of ['warn', 'pass', 'skip']) await opened.check(`input[value=${status}]`);
    await opened.selectOption('select[aria-label=Evidence]', 'inferred');
    expect(await rows(opened)).toEqual(['B.warn']);
    await opened.selectOption('select[aria-label=Evidence]', '');
    await opened.selectOption('select[aria-label=Operation]', 'PlantTree');
    expect(await rows(opened)).toHaveLength(4);
    expect(wrong).toEqual([]);
  });

  test('can be used with the keyboard alone', async () => {
    const { page: opened } = await open(page(mixed));
    await opened.keyboard.press('/');
    await opened.keyboard.type('A.fail');
    expect(await rows(opened)).toEqual(['A.fail']);
    const button = opened.locator('.grid').getByRole('button', { name: 'A.fail' });
    await button.focus();
    await opened.keyboard.press('Enter');
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await opened.locator('.panel .finding').isVisible()).toBe(true);
  });

  test('shows the pair, marks the broken place, and copies each script', async () => {
    const finding: Partial<Finding> = {
      capsule: {
        rule: 'A.fail',
        operation: 'PlantTree',
        phase: 'edges',
        seed: 1,
        runs: 1,
        calls: [{ operation: 'PlantTree', input: sampleStep().input }],
        bindings: [],
        outcomes: ['201'],
        wanted: { success: false, refusal: 'any' },
      },
    };
    const { page: opened, wrong } = await open(
      page({ rules: [{ id: 'A.fail', status: 'fail', findings: [finding] }] }),
    );
    await opened.locator('.cause[open] .finding').first().waitFor();
    expect(await opened.locator('.cause mark').textContent()).toBe('<Height>121</Height>');
    expect(await opened.locator('.cause .changes li').allTextContents()).toEqual([
      '− Tree.Height: 120',
      '+ Tree.Height: 121',
    ]);
    const copied: Record<string, string> = {};
    for (const name of ['command', 'curl', 'AWS CLI', 'AWS SDK', 'Vitest']) {
      await opened.getByRole('button', { name: `Copy ${name}` }).click();
      copied[name] = await opened.evaluate(() => navigator.clipboard.readText());
    }
    expect(copied.command).toBe("cloudfront-conformance run --rules 'A.fail' --seed 7");
    expect(copied.curl).toContain("--data-binary '<Tree><Height>121</Height>");
    expect(copied['AWS CLI']).toContain('aws orchard plant-tree');
    expect(copied['AWS SDK']).toContain('new PlantTreeCommand({');
    expect(copied.Vitest).toContain(".rejects.toMatchObject({ $fault: 'client' })");
    expect(wrong).toEqual([]);
  });

  test('shows a sequence as lanes, the decisive call last', async () => {
    const steps = [sampleStep({ operation: 'DigHole', outcome: '200' }), sampleStep()];
    const { page: opened } = await open(page({ rules: [{ id: 'A.fail', status: 'fail', findings: [{ steps }] }] }));
    await opened.locator('.cause[open] .finding').first().waitFor();
    expect(await opened.locator('.lanes .call').allTextContents()).toEqual(['1. DigHole▶', '2. PlantTree▶']);
    expect(await opened.locator('.lanes .decisive').count()).toBe(1);
  });

  test('marks the place in the answer too where it is there, and gives each element a line', async () => {
    const response = { status: 201, headers: {}, body: { text: '<Tree><Id>T1</Id><Height>120</Height></Tree>' } };
    const differences = [{ kind: 'adds' as const, operation: 'PlantTree', view: 'answer' as const, place: 'Tree.Id' }];
    const { page: opened } = await open(
      page({
        rules: [
          { id: 'A.fail', status: 'fail', findings: [{ steps: [sampleStep({ response })] }] },
          {
            id: 'B.fail',
            status: 'fail',
            findings: [{ steps: [sampleStep({ response })], actual: '"T1"', differences }],
          },
        ],
      }),
    );
    const marks: string[][] = [];
    for (const cause of await opened.locator('.cause').all()) {
      if ((await cause.getAttribute('open')) === null) await cause.locator('summary').click();
      await cause.locator('mark').nth(1).waitFor();
      marks.push(await cause.locator('mark').allTextContents());
    }
    expect(marks).toEqual([
      ['<Height>121</Height>', '<Id>T1</Id>'],
      ['<Height>121</Height>', '<Height>120</Height>'],
    ]);
    expect(await opened.locator('.cause pre').nth(1).textContent()).toContain(
      '<Tree>\n  <Id>T1</Id>\n  <Height>120</Height>\n</Tree>',
    );
  });

  test('shows a hostile answer as text and runs none of it', async () => {
    const long = 'x'.repeat(100_000);
    const evil = `</pre></script><script>alert(1)</script>]]><img src=x onerror=alert(2)><a href="javascript:alert(3)">a</a><style>*{display:none}</style>\u0000\u0007\u001b[31m\u202egnp.exe\u2066 <img src=y onerror=alert(4)> ${long}`;
    const step = sampleStep({
      operation: evil,
      outcome: evil,
      input: { [evil]: evil },
      request: { method: evil, url: evil, headers: { [evil]: evil }, body: { text: evil } },
      response: { status: 200, headers: { [evil]: evil }, body: { text: evil } },
    });
    const finding = {
      actual: evil,
      expected: evil,
      operation: evil,
      reproduce: evil,
      path: [evil],
      steps: [step, step],
    };
    const { page: opened, wrong } = await open(
      page({
        target: evil,
        rules: [
          { id: `A.fail${evil}`, status: 'fail', findings: [finding] },
          { id: 'A.skip', status: 'skip', reason: evil },
        ],
      }),
    );
    await opened.locator('.cause[open] .finding').first().waitFor();
    for (const button of await opened.locator('.grid tbody th button').all()) await button.click();
    const answer = await opened.locator('.cause pre').nth(1).textContent();
    expect(answer).toContain('</pre></script><script>alert(1)</script>]]><img src=x onerror=alert(2)>');
    expect(answer).toContain('U+0000U+0007U+001B[31mU+202Egnp.exeU+2066 <img src=y');
    expect(answer).toContain(long);
    expect(await opened.locator('#page img, #page script, #page style, #page a[href^="javascript"]').count()).toBe(0);
    expect(wrong).toEqual([]);
  });

  test('leads with a deviation that all targets show, once', async () => {
    const { page: opened } = await open(page(mixed, { ...mixed, target: 'meadow' }));
    const headlines = await opened.locator('.cause .headline').allTextContents();
    expect(headlines.length).toBeGreaterThan(0);
    expect(new Set(headlines).size).toBe(headlines.length);
    for (const headline of headlines) expect(headline).toMatch(/^ \d+\. both: /);
  });

  test('opens every deviation for printing, and hides the controls', async () => {
    const { page: opened } = await open(page(mixed));
    await opened.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const parts = opened.locator('details.cause:has(.headline)');
    expect(await parts.evaluateAll((all) => all.every((one) => (one as HTMLDetailsElement).open))).toBe(true);
    expect(await parts.locator('.facts').count()).toBe(await parts.count());
    await opened.emulateMedia({ media: 'print' });
    expect(await opened.locator('.filter').isVisible()).toBe(false);
  });

  test('shows several targets as a matrix, and each by its operations', async () => {
    const { page: opened, wrong } = await open(
      page(mixed, { target: 'meadow', rules: [{ id: 'A.pass', status: 'fail' }] }),
    );
    expect(await opened.locator('.grid thead').first().locator('th').allTextContents()).toEqual([
      'rule',
      'orchard',
      'meadow',
    ]);
    const cells = await opened.locator('.grid tbody tr').first().locator('td').allTextContents();
    expect(cells).toEqual(['✓holds', '✗broken']);
    await opened.selectOption('select[aria-label=View]', 'meadow');
    expect(await opened.locator('.grid thead').first().locator('th').allTextContents()).toEqual([
      'rule',
      'verdict',
      'PlantTree',
    ]);
    expect(wrong).toEqual([]);
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)('fits its window and can be read by all: %s, %i wide', async (colorScheme, width) => {
    const { page: opened } = await open(page(mixed));
    await opened.emulateMedia({ colorScheme });
    await opened.setViewportSize({ width, height: 800 });
    expect(await opened.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const ground = await opened.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 28)' : 'rgb(255, 255, 255)');
    for (const button of ['.grid tbody th button']) await opened.locator(button).first().click();
    expect(await flawsOf(opened)).toEqual([]);
  });

  test('stays fast with 2,000 rules on 8 targets', async () => {
    const statuses: Status[] = ['pass', 'pass', 'pass', 'fail', 'warn', 'skip'];
    const rules = Array.from({ length: 2000 }, (_, index) => ({
      id: `Shape${index % 50}.Member${index}.maximum`,
      status: statuses[index % statuses.length]!,
      ...(index % 40 === 3 ? { findings: [{ path: [`Member${index}`] }] } : {}),
    }));
    const targets = Array.from({ length: 8 }, (_, index) => ({ target: `target ${index}`, rules }));
    const { page: opened, wrong } = await open(page(...targets));
    const ready = await opened.evaluate(() => performance.now());
    const took = await opened.evaluate(async () => {
      const search = document.querySelector<HTMLInputElement>('#search')!;
      const begun = performance.now();
      search.value = 'shape7.';
      search.dispatchEvent(new Event('input'));
      // Until it is painted.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - begun;
    });
    expect(await rows(opened)).toHaveLength(40);
    expect(wrong).toEqual([]);
    // Far above what it takes on an idle machine: a quadratic page would take minutes.
    expect([ready < 10_000, took < 2_000, ready, took].slice(0, 2)).toEqual([true, true]);
    if (process.env.SHOW_FIGURES)
      process.stdout.write(`ready ${Math.round(ready)} ms, filter ${Math.round(took)} ms\n`);
  });
});
