import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadContract } from '../contracts/load.ts';
import { rulesOf } from '../rules/index.ts';
import { ledger } from '../rules/ledger.ts';
import { trafficRules } from '../traffic/rules/index.ts';
import { ledgerMarkdown } from './ledger-markdown.ts';

test('RULES.md is the ledger of these rules; `npm run rules` writes it', () => {
  const contract = loadContract();
  const { package: name, version } = contract.source;
  const entries = ledger(contract, rulesOf(contract), trafficRules(contract));
  expect(readFileSync(new URL('../../RULES.md', import.meta.url), 'utf8')).toBe(
    ledgerMarkdown(entries, `${name}@${version}`),
  );
});

test('a line of the page ends its cells where Markdown would end them', () => {
  const page = ledgerMarkdown(
    [
      {
        id: 'A.b',
        evidence: 'documented',
        demands: 'one | two',
        citations: [],
        phases: ['edges'],
        supported: ['x'],
        broken: ['y', 'z'],
      },
    ],
    'sdk@1',
  );
  expect(page).toContain('| `A.b` | documented | one \\| two |  | edges | 1 / 2 |');
});
