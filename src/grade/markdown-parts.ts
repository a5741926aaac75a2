/** A part with its title, where it is wanted. */
export const section = (title: string, wanted: boolean, parts: string[]): string[] =>
  wanted ? [`## ${title}`, ...parts] : [];

export const fenced = (lines: string[]): string => `\`\`\`text\n${lines.join('\n')}\n\`\`\``;

export const code = (id: string): string => `\`${id}\``;

export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');

export const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
