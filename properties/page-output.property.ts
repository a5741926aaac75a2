import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileOf, READ_PAGES, RUN_PAGES, runPage } from './support/page-run.ts';

/** Lines of two screens. */
const LONGEST = 100;

const pages = readdirSync(new URL('../docs/', import.meta.url))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -'.md'.length));

test('every page is run, or has a reason why it is not', () => {
  const listed = [...RUN_PAGES.map(({ page }) => page), ...Object.keys(READ_PAGES)];
  expect(listed.sort()).toEqual([...pages, 'README'].sort());
});

test.each(pages)('docs/%s.md has at most two screens', (page) => {
  expect(readFileSync(fileOf(page), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(LONGEST);
});

// Most of a page's time is spent waiting for servers to start and end.
test.concurrent.for(RUN_PAGES)(
  'the commands of $page print what the page shows',
  { timeout: 180_000 },
  async ({ page, needs }, { expect, skip }) => {
    const isMissing = needs !== undefined && spawnSync(needs, ['--version']).status !== 0;
    skip(isMissing && !process.env.CONFORMANCE_REQUIRE_TOOLS, `${needs} is not installed`);
    expect(await runPage(page)).toEqual([]);
  },
);
