import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { loadContract } from '../../src/contracts/load.ts';
import type { RunEvent } from '../../src/core/event.ts';
import { FAULTS } from '../../src/reference/faults/index.ts';
import { createReference } from '../../src/reference/reference.ts';
import { serve } from '../../src/reference/serve.ts';
import { htmlReport } from '../../src/report/html/html.ts';
import { recordOf } from '../../src/report/record.ts';
import { sessionEvents } from '../../src/session/events.ts';

const BROWSER = '/usr/bin/chromium';

/** What is wrong with the server in the picture. */
const WRONG = ['order-check-off', 'if-match-stale-is-conflict', 'list-ignores-max-items'];

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Makes the pictures of a report that README shows, in light and dark: a real run on a wrong server, in a real browser. */
const contract = loadContract();
const modifications = FAULTS.filter(({ name }) => WRONG.includes(name));
const { url, close } = await serve(createReference({ contract, seed: 1, modifications }), { port: 4566 });
const events: RunEvent[] = [];
for await (const event of sessionEvents({ endpoint: url, seed: 1 })) events.push(event);
await close();
const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const page = join(folder, 'report.html');
writeFileSync(page, await htmlReport([recordOf(events)]));
const browser = await chromium.launch({
  executablePath: BROWSER,
  chromiumSandbox: false,
  args: ['--disable-gpu', '--disable-background-networking'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  const opened = await browser.newPage({ viewport: { width: 1000, height: 560 }, colorScheme });
  await opened.goto(`file://${page}`);
  await opened.locator('.cause[open] .finding').waitFor();
  await opened.screenshot({ path: file(`docs/report-${colorScheme}.png`) });
}
await browser.close();
rmSync(folder, { recursive: true });
