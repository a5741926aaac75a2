import { withoutControls } from './visible.ts';

/** Any text as it can stand in HTML, SVG or XML, in an attribute too. */
export const escaped = (text: string): string =>
  withoutControls(text).replaceAll(/[&<>"']|#(?=\w*\[)|^([^\S\n]*):(?=:)/gm, (mark) =>
    mark.endsWith(':') ? `${mark.slice(0, -1)}&#58;` : ENTITIES[mark]!,
  );

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '#': '&#35;',
};
