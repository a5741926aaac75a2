import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSER, browserIsThere, flawsOf, openBrowser } from '../report/testing/browser.ts';
import { curveSvg } from './curve-svg.ts';
import type { Grade } from './grade.ts';
import { gradeHtml } from './html.ts';
import { badGrade, faultGrade, goodGrade, gradeOf } from './testing/sample-grade.ts';

describe('the curve as SVG', () => {
  test.each<Grade>([goodGrade(), badGrade(), gradeOf([], [], []), gradeOf([faultGrade('none', [])], [], [])])(
    'is well-formed and says in words what it shows',
    ({ curve, summary }) => {
      const svg = curveSvg(curve, summary.best);
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(svg).close();
      expect(svg).toMatch(/<title>.+<\/title><desc>.+<\/desc>/);
      expect(svg).not.toMatch(/NaN|Infinity/);
    },
  );
});

// Without the browser there is nothing to open the page with.
describe.skipIf(!browserIsThere)(`the page in ${BROWSER}${browserIsThere ? '' : ', which is not installed'}`, () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  test('shows every fault with the rules that found it, and how', async () => {
    const { page, wrong } = await browser.open(gradeHtml(goodGrade()));
    const rows = await page
      .getByRole('region', { name: 'Faults', exact: true })
      .locator('tbody tr')
      .evaluateAll((all) => all.map((one) => [...one.children].map((cell) => (cell as HTMLElement).innerText)));
    expect(rows.map(([name, , requests, found]) => [name, requests, found])).toEqual([
      ['moss', '7', '● rule.moss\n○ rule.green\n× rule.soil'],
      ['rot', '500', '● rule.rot\n◇ rule.soil'],
    ]);
    expect(wrong).toEqual([]);
  });

  test('is searched by the words in its rows, and says so where there are none', async () => {
    const { page } = await browser.open(gradeHtml(goodGrade()));
    const faults = page.getByRole('region', { name: 'Faults', exact: true }).locator('tbody tr');
    await page.getByRole('searchbox').fill('ROT');
    expect(await faults.evaluateAll((all) => all.map((one) => (one as HTMLElement).hidden))).toEqual([true, false]);
    expect(await page.locator('#none').isVisible()).toBe(false);
    await page.getByRole('searchbox').fill('no such fault');
    expect(await page.locator('#none').isVisible()).toBe(true);
  });

  test.each([
    ['HOLDS', 'light', 1400, goodGrade()],
    ['DOES NOT HOLD', 'dark', 360, badGrade()],
  ] as const)(
    'that %s fits its window and can be read by all: %s, %i wide',
    async (verdict, colorScheme, width, grade) => {
      const { page, wrong } = await browser.open(gradeHtml(grade));
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await page.locator('.verdict').textContent()).toBe(verdict);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await flawsOf(page)).toEqual([]);
      expect(wrong).toEqual([]);
    },
  );

  test('shows what was missed or left out, and each alarm with its seed', async () => {
    const { page } = await browser.open(gradeHtml(badGrade()));
    const regionOf = (name: string) => page.getByRole('region', { name });
    expect(await regionOf('Missed faults').locator('tbody th').allTextContents()).toEqual([
      'survivor',
      'misnamed',
      'stopped',
    ]);
    expect(await regionOf('Faults that are left out').textContent()).toContain('Nobody can tell it from night.');
    expect(await regionOf('Missed faults').textContent()).toContain('the <preflight> failed');
    expect(await regionOf('Conforming implementations').textContent()).toContain(
      'rule.moss with seed 3: PlantTree: expected <a> | b, got c',
    );
  });
});
