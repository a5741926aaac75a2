import type { TypeDoc } from '../documentation.ts';
import { figuresOf } from './numbers.ts';
import type { Pattern, Reading, Statement } from './pattern.ts';
import { isConditional, isMember } from './pattern.ts';

const QUALITY = '(?:valid|allowed|accepted|possible|supported|permitted|acceptable|available)';
const THINGS =
  '(?:(?:status|state|parameter|attribute|setting) )?(?:values?|options?|choices?|settings?|status(?:es)?|modes?|types?)';

/** 'Valid values are `A`, `B`, and `C`': after the words that say so, in the sentence or as the list that follows it. */
const listed: Pattern = valuesPattern(
  'listed',
  new RegExp(
    `(?<!\\b(?:minimum|maximum|default) )\\b${QUALITY} ${THINGS}(?: (?:for|of) (?:\`[^\`]+\`|[\\w-]+(?: (?!are\\b|is\\b|includes?\\b|can\\b)[\\w-]+){0,6}))?(?: (?:are|is|include|includes|can be))?(?: (?:one of )?the following)?:? ?`,
    'i',
  ),
);

/** 'must be one of `A` or `B`', 'one of the following values:', 'you can specify the following options:'. */
const oneOf: Pattern = valuesPattern(
  'one-of',
  new RegExp(
    `\\b(?:(?:must|can|should) be one of|one of(?: the following)? ${THINGS}(?: of [\\w-]+)?|(?:specify|use|choose|have)(?: one of| any of)? the following(?: ${THINGS})?|${THINGS} returned are the following)(?: the following)?(?: ${THINGS})?:? ?`,
    'i',
  ),
);

/** 'either `A` or `B`'. */
const either: Pattern = {
  name: 'either-or',
  read(statement) {
    const text = withoutAsides(statement.text);
    const match = /\beither `([^`]+)` or `([^`]+)`(?!,? but not both)/.exec(text);
    // Of a structure these are rather its members.
    if (match === null || isConditional(text, match.index) || statement.subject?.type.kind === 'structure') return [];
    return reading(statement, [match[1]!, match[2]!]);
  },
};

/** A list, a sentence, or one and the next, that goes through the values of the member's declared enumeration. */
const enumerated: Pattern = {
  name: 'enumerated',
  read(statement) {
    const declared = statement.subject === undefined ? [] : declaredValues(statement.subject.type);
    if (declared.length < 2) return [];
    const leading = statement.items
      .map(leadingValue)
      .filter((value) => value !== undefined && declared.includes(value));
    if (leading.length >= 2) return reading(statement, leading as string[]);
    const words = new Set(statement.text.match(/[\w.-]*\w/g) ?? []);
    if (declared.every((value) => words.has(value))) return reading(statement, declared);
    const here = codedIn(statement.text);
    const next = codedIn(statement.next ?? '');
    const both =
      declared.every((value) => here.includes(value) || next.includes(value)) &&
      declared.some((value) => here.includes(value)) &&
      declared.some((value) => !next.includes(value));
    return both ? reading(statement, declared) : [];
  },
};

export const values: Pattern[] = [listed, oneOf, either, enumerated];

function valuesPattern(name: string, cue: RegExp): Pattern {
  return {
    name,
    read(statement) {
      const text = figuresOf(withoutAsides(statement.text));
      const match = cue.exec(text);
      if (match === null || statement.subject === undefined || isConditional(text, match.index)) return [];
      const rest = text.slice(match.index + match[0].length);
      const announced = /:\s*$|\b(?:are|is|include|includes|be)\b:? ?$/.test(match[0]);
      // 'To learn the valid values, call …'
      if (!announced && rest !== '' && !rest.startsWith('`')) return [];
      const inline = inlineValues(rest, announced);
      if (inline.length > 0) return reading(statement, inline);
      const leading = statement.items.map(leadingValue);
      if (leading[0] === undefined) return [];
      return reading(
        statement,
        leading.filter((value) => value !== undefined),
      );
    },
  };
}

function reading(statement: Statement, texts: string[]): Reading[] {
  const { subject } = statement;
  const distinct = [...new Set(texts)];
  // A choice between members is no choice between values.
  if (subject === undefined || distinct.length === 0 || distinct.some((text) => isMember(statement, text))) return [];
  const convert = converterOf(subject.type);
  return [{ claim: { kind: 'values', values: distinct.map(convert) } }];
}

const codedIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** All numbers between two are no two values. */
const INTERVAL = /^\d+(?:\.\d+)? ?[-–] ?\d+(?:\.\d+)?$/;

/** Values in marks of code, or else, right after the words that announce them, the parts between commas. */
function inlineValues(rest: string, announced: boolean): string[] {
  const clause = rest.split(/;| – | — |, (?:depending|indicating|where|which)\b/)[0]!;
  const coded = codedIn(clause).flatMap((text) => text.split(/,\s*|\s*\|\s*/));
  if (coded.length > 0) return coded.filter((text) => !INTERVAL.test(text));
  if (!announced) return [];
  const parts = clause
    .replace(/\.$/, '')
    .split(/,\s*(?:and |or )?|\s+(?:and|or)\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.every((part) => /^[\w.-]+$/.test(part)) ? parts : [];
}

/** What a list's item is about: code at its start, or a first word that is a value by its looks. */
function leadingValue(item: string): string | undefined {
  const coded = /^(?:For )?`([^`]+)`/.exec(item);
  if (coded !== null) return coded[1];
  return /^([A-Z][A-Z0-9_-]+)(?= |$)/.exec(item)?.[1] ?? /^([\w-]+)$/.exec(item)?.[1];
}

/** The values that a type declares, for a list those of its items. */
function declaredValues(type: TypeDoc): string[] {
  if (type.kind === 'list') return declaredValues(type.items);
  return type.kind === 'string' ? (type.values ?? []) : [];
}

function converterOf(type: TypeDoc): (text: string) => string | number | boolean {
  switch (type.kind) {
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      return (text) => (Number.isNaN(Number(text)) ? text : Number(text));
    case 'boolean':
      return (text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text);
    default:
      return (text) => text;
  }
}

const withoutAsides = (text: string): string => text.replace(/ \([^()]*\)/g, '');
