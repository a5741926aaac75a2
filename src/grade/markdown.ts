import { failuresOf, type Grade } from './grade.ts';
import { figures, percent } from './text.ts';

/** A grade as a page of Markdown. */
export function gradeMarkdown(grade: Grade): string {
  const { faults, variants, summary, rules } = grade;
  return [
    '# Grade',
    '',
    `Version ${grade.version}, ${grade.date}.`,
    '',
    '```',
    ...figures(grade),
    '```',
    '',
    ...section('Failures', failuresOf(summary)),
    '## Faults',
    '',
    `${percent(summary.killRate)} of ${summary.faults} faults are found by a rule that names the cause. Rules in brackets do not name it.`,
    '',
    '| fault | what it does | found by | requests | also by |',
    '| --- | --- | --- | --- | --- |',
    ...faults.map(({ name, about, found, seen }) => {
      const others = seen
        .filter(({ rule }) => rule !== found?.rule)
        .map(({ rule, right }) => (right ? rule : `(${rule})`));
      return `| \`${name}\` | ${cell(about)} | ${found ? `\`${found.rule}\`` : '**not found**'} | ${found?.after ?? ''} | ${others.join(', ')} |`;
    }),
    '',
    '## Conforming implementations',
    '',
    '| variant | what it does | runs | false alarms | rules not judged |',
    '| --- | --- | --- | --- | --- |',
    ...variants.map(
      ({ name, about, seeds, alarms, unjudged }) =>
        `| \`${name}\` | ${cell(about)} | ${seeds} | ${alarms.length === 0 ? 0 : `**${alarms.length}**`} | ${unjudged.length} |`,
    ),
    '',
    '## Rules',
    '',
    '| rule | faults found |',
    '| --- | --- |',
    ...rules.map(({ rule, found }) => `| \`${rule}\` | ${found.length === 0 ? '**none**' : found.length} |`),
    '',
  ].join('\n');
}

const section = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines.map((line) => `- ${line}`), ''];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
