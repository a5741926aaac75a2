import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { rulesOf } from '../src/rules/index.ts';
import { contract } from './support/judging.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Turns of phrase that make readers stumble; each has a plain one in its place. */
const RIDDLES: [phrase: RegExp, instead: string][] = [
  [/\bwhat is \w+ed of\b/i, 'say who does what'],
  [/\bnone any more\b|\bthere is no more\b/i, 'no longer'],
  [/\bever new\b/i, 'new'],
  [/\bnobody special\b/i, 'a non-root user'],
  [/\bwhoever\b/i, 'name who it is'],
  [/\bthat which\b/i, 'the one that'],
  [/\bof no use\b/i, 'say what does not work'],
  [/\bcame up on which\b/i, 'no response exercised'],
  [/\bwere not asked for\b/i, 'were not selected'],
  [/\bcan.t be told\b|\bit can be told\b/i, 'is unknown'],
  [/\btells? all (about|there)\b/i, 'shows, explains'],
  [/\bas it was meant\b/i, 'unchanged'],
  [/\bthat (is|are) none\b/i, 'that is not one, invalid, unknown'],
  [/\bwhat nobody\b|\bof which nobody\b/i, 'name the thing'],
  [/\bbecause \w+ is at most\b/i, 'must not exceed'],
  [/\bgot accepted\b/i, 'the request was accepted'],
  [/\brests? on\b/i, 'cites, needs, is based on'],
  [/\bwhat(ever)? (has |have )?(came|comes?|become|became) of\b/i, 'the outcome, the verdict'],
];

function filesIn(folder: string, ends: RegExp): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((name) => ends.test(name) && !/node_modules|docs\/api\//.test(name));
}

/** The comments and the texts of a program, with the line of each. */
function prose(file: string, text: string): { line: number; text: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { line: number; text: string }[] = [];
  const take = (from: number, said: string): void => {
    found.push({
      line: source.getLineAndCharacterOfPosition(from).line + 1,
      text: said.replaceAll(/\s*\n\s*\*?\s*/g, ' '),
    });
  };
  for (const { index, 0: comment } of text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)) take(index, comment);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
      take(node.getStart(), node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Places with a riddling phrase, as `file:line: phrase (instead)`. */
function riddlesIn(file: string): string[] {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  const parts = /\.[jt]s$/.test(file)
    ? prose(file, text)
    : text.split('\n').map((line, index) => ({ line: index + 1, text: line }));
  return parts.flatMap(({ line, text: said }) =>
    RIDDLES.flatMap(([phrase, instead]) => {
      const [found] = phrase.exec(said) ?? [];
      return found === undefined ? [] : [`${file}:${line}: "${found}" (rather: ${instead})`];
    }),
  );
}

test('the check sees a riddle in a comment, a text and a template, and passes plain words', () => {
  const said = prose(
    'x.ts',
    `/** Asks whoever is there. */\nconst a = 'of no use';\nconst b = \`\${a} is none any more\`;`,
  );
  const hits = said.filter(({ text }) => RIDDLES.some(([phrase]) => phrase.test(text)));
  expect(hits.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(RIDDLES.some(([phrase]) => phrase.test('CloudFront refused the request, because IdleTTL exceeds 300'))).toBe(
    false,
  );
});

test('comments and texts of the source are free of riddling phrases', () => {
  expect(filesIn('src', /\.[jt]s$/).flatMap(riddlesIn)).toEqual([]);
});

test('pages and examples are free of riddling phrases', () => {
  const pages = ['README.md', ...filesIn('docs', /\.md$/), ...filesIn('examples', /\.(md|m?[jt]s|ya?ml)$/)];
  expect(pages.flatMap(riddlesIn)).toEqual([]);
});

test('every rule demands something in a sentence with a verb and without a full stop', () => {
  const { answer, active } = rulesOf(contract);
  const odd = [...answer, ...active].filter(
    ({ demands }) => !/\b(must|may|is required|requires|are required)\b/.test(demands) || /[.;]$/.test(demands),
  );
  expect(odd.map(({ id, demands }) => `${id}: ${demands}`)).toEqual([]);
});
