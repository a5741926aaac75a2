import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findingsPage } from './findings-page.ts';

/** `npm run findings`: writes the page of all kinds of headlines. */
writeFileSync(fileURLToPath(new URL('../../docs/findings.md', import.meta.url)), findingsPage());
