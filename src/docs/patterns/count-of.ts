import type { MemberDoc } from '../documentation.ts';
import type { Pattern, Statement } from './pattern.ts';

const COUNTS =
  /^(?:specifies |indicates |when [^,]+, this is )?(?:the )?(?:actual |total |current )?(?:number|quantity|count) of (.+)/i;
const ACCOUNT = /\b(?:in|by|for|of|to) (?:your|the current|the|this|an) (?:[\w ]*)account\b/i;

/** Words for anything that a list may hold. */
const GENERAL = new Set(['item', 'element', 'entry', 'object', 'value']);

/** Where the description of what is counted goes on to say where or which. */
const PHRASE_END =
  /,| (?:in|for|that|which|returned|included|specified|associated|of|to|you|with|from|currently|per|the|an?|is|are|has|have|must|should|before|after|when)\b|[.:]|$/;

/** Only some of what a list holds, or how many something must have. */
const SOME =
  /\b(?:must|should|needs? to|before|whose|that (?!you\b)|(?:un)?success\w+|failed|invalid|remaining|pending|available|missing)\b/i;

const TIMES = /^(?:milli|micro|nano)?seconds?\b|^(?:minutes?|hours?|days?|weeks?|months?|years?)\b/i;

/** Names of lists that say nothing of what they hold. */
const GENERAL_NAME = /^(?:items|list|entries|elements|members|values|objects)$/i;

/**
 * A number that counts the items of a list beside it. It says so itself: by the list's name, by 'in the list', or by naming what the list says it holds.
 * A number of things in the whole account counts no list.
 */
export const countOf: Pattern = {
  name: 'count-of',
  read(statement) {
    const { subject, text } = statement;
    if (subject === undefined || !/^int/.test(subject.type.kind) || countsAccount(text)) return [];
    const counted = COUNTS.exec(text)?.[1];
    if (counted === undefined || SOME.test(counted) || TIMES.test(counted)) return [];
    const lists = statement.members.filter((member) => member.type.kind === 'list');
    const list =
      lists.find(({ name }) => text.includes(`\`${name}\``)) ?? lists.find((each) => holds(statement, each, counted));
    return list === undefined ? [] : [{ claim: { kind: 'countOf', other: list.name } }];
  },
};

/** Whether a sentence says that a number counts things of the whole account. */
export const countsAccount = (text: string): boolean => COUNTS.test(text) && ACCOUNT.test(text);

function holds({ text }: Statement, list: MemberDoc, counted: string): boolean {
  if (/\bin (?:the|this) (?:list|collection|array)\b/i.test(text)) return true;
  const phrase = stems(counted.slice(0, counted.search(PHRASE_END))).filter((stem) => !GENERAL.has(stem));
  if (!GENERAL_NAME.test(list.name)) return stems(list.name).some((stem) => phrase.slice(-2).includes(stem));
  const noun = phrase.at(-1);
  // What the list's items in turn say something about is not what it holds.
  const held = list.prose
    .map((block) => block.text.split(/ that (?:specify|define|describe|determine)s?\b/)[0])
    .join(' ');
  return noun !== undefined && stems(held).includes(noun);
}

const stems = (text: string): string[] =>
  (
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  ).map((word) =>
    word
      .replace(/ies$/, 'y')
      .replace(/(s|x|ch)es$/, '$1')
      .replace(/([^s])s$/, '$1'),
  );
