import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';

export const BROWSER = '/usr/bin/chromium';

/** Whether pages can be opened here. Throws where they have to be. */
export const browserIsThere = existsSync(BROWSER);
if (!browserIsThere && process.env.CONFORMANCE_REQUIRE_TOOLS)
  throw new Error(`${BROWSER} is required, and is not there`);

export interface Opened {
  page: Page;
  /** What went wrong on it: messages, errors, dialogs, requests to anywhere. */
  wrong: string[];
}

/** A browser that opens pages from their text. */
export async function openBrowser(): Promise<{ open(html: string): Promise<Opened>; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const browser = await chromium.launchPersistentContext(join(folder, 'user-data'), {
    executablePath: BROWSER,
    headless: true,
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  await browser.grantPermissions(['clipboard-read', 'clipboard-write']);
  return {
    async open(html) {
      const file = join(folder, `${createHash('sha256').update(html).digest('hex').slice(0, 12)}.html`);
      writeFileSync(file, html);
      const page = await browser.newPage();
      const wrong: string[] = [];
      const url = pathToFileURL(file).href;
      page.on('console', (message) => wrong.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => {
        wrong.push('dialog');
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (request.url() !== url) wrong.push(`request: ${request.url()}`);
      });
      await page.goto(url);
      return { page, wrong };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What axe finds on a page, each with the first element that has it. */
export async function flawsOf(page: Page): Promise<[id: string, html: string | undefined][]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}
