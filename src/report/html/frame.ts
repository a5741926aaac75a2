import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escaped } from '../../quoting/html.ts';

/** What differs from one page to the next. `body` is markup; `script` names a file beside this one. */
export interface Frame {
  title: string;
  body: string;
  script?: 'page.js' | 'filter.js';
}

/** A page in one file with the style of all reports. It asks for nothing from anywhere, and nothing but its script may act in it. */
export function framed({ title, body, script }: Frame): string {
  const style = asset('page.css');
  const code = script === undefined ? undefined : asset(script);
  const policy = [
    "default-src 'none'",
    ...(code === undefined ? [] : [`script-src '${hash(code)}'`]),
    `style-src '${hash(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${code === undefined ? '' : `<script type="module">${code}</script>\n`}</body>
</html>
`;
}

/** Read from beside the sources, which the package holds as they are. */
function asset(name: string): string {
  return readFileSync(new URL(`../../../src/report/html/${name}`, import.meta.url), 'utf8');
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
