import type { Pattern, Reading, Statement } from './pattern.ts';
import { isMember } from './pattern.ts';

const CANNOT = "(?:can't|cannot|can not|must not|mustn't|may not|shouldn't|should not|don't|do not)";
const GIVE = '(?:specify|use|include|set|provide|supply|send)';
const NAMES = '`\\w+`(?:(?:, and |,? or |, | and )`\\w+`)*';
const NAME = '(?:an? |the |any )?(?:value for )?`(\\w+)`(?: (?:parameter|field|element|value))?';

/** 'You can't specify `A` when `B` is `v`.' */
const notWhen: Pattern = {
  name: 'not-when',
  read(statement) {
    const match = new RegExp(
      `${CANNOT} ${GIVE} (?:${NAME}|this (?:field|parameter|element|value|member)) (?:when|if|together with|along with|with) (?:you (?:also )?(?:specify|set|use) )?${NAME}(?: (?:is|to|is set to|equals|has the value) \`?([\\w-]+)\`?)?`,
      'i',
    ).exec(statement.text);
    return match === null ? [] : readings(statement, match[1], match[2]!, match[3]);
  },
};

/** 'If `B` is `v`, omit `A`.', 'If you specify `v` or `w` for `B`, omit `A`.' */
const omitIf: Pattern = {
  name: 'omit-if',
  read(statement) {
    const omit = `(?:you )?(?:must )?(?:omit|leave out|${CANNOT} ${GIVE}) (?:${NAME}|this (?:field|parameter|element))`;
    const state = new RegExp(
      `^(?:if|when) (?:the value of )?\`?(\\w+)\`? is (?:set to )?\`?([\\w-]+)\`?, ${omit}`,
      'i',
    ).exec(statement.text);
    if (state !== null && isMember(statement, state[1]!))
      return advised(readings(statement, state[3], state[1]!, state[2]), state[0]);
    const given = new RegExp(
      `^(?:if|when) you (?:specify|set|choose) ((?:\`[\\w-]+\`(?:,? or |, )?)+) for (?:the value of )?\`(\\w+)\`, ${omit}`,
      'i',
    ).exec(statement.text);
    if (given === null) return [];
    const when = [...given[1]!.matchAll(/`([\w-]+)`/g)].map((each) => each[1]).join(' | ');
    return advised(readings(statement, given[3], given[2]!, when), given[0]);
  },
};

const GIVEN = '(?:specified|used|included|set|provided|supplied|turned on|enabled)';

/** 'It can't be specified if `B` is provided.' */
const notGivenWhen: Pattern = {
  name: 'not-given-when',
  read(statement) {
    const match = new RegExp(
      `${CANNOT} be (?:also )?${GIVEN}(?: together)? (?:if|when|with)(?: you (?:also )?${GIVE})? ${NAME}(?! (?:is|are)(?:n't| not)\\b| isn't\\b)`,
      'i',
    ).exec(statement.text);
    return match === null || !isMember(statement, match[1]!)
      ? []
      : readings(statement, undefined, match[1]!, undefined);
  },
};

/** 'If you specify `B`, you can't also specify `A`.', 'If `B` is specified, `A` and `C` can't be provided.' */
const notIfGiven: Pattern = {
  name: 'not-if-given',
  read(statement) {
    const match = new RegExp(
      `^(?:if|when) (?:you (?:also )?${GIVE} ${NAME}|${NAME} is (?:also )?${GIVEN}), (?:then )?(?:you )?(?:${CANNOT} (?:also )?${GIVE}|omit|leave out)? ?((?:an? |the )?(?:value for )?${NAMES})( ${CANNOT} be ${GIVEN})?`,
      'i',
    ).exec(statement.text);
    const [whole = '', given, state, names = '', passive] = match ?? [];
    const other = given ?? state;
    const active = new RegExp(`, (?:then )?(?:you )?(?:${CANNOT} |omit |leave out )`, 'i').test(whole);
    if (other === undefined || !isMember(statement, other) || (passive === undefined && !active)) return [];
    return [...names.matchAll(/`(\w+)`/g)]
      .map((name) => name[1]!)
      .filter((name) => isMember(statement, name))
      .flatMap((name) => readings(statement, name, other, undefined));
  },
};

/** 'either `A` or `B`, but not both', 'cannot specify both `A` and `B`'. */
const notBoth: Pattern = {
  name: 'not-both',
  read(statement) {
    const { text } = statement;
    const pair =
      new RegExp(`${NAME},? or ${NAME}(?=[^\`]*\\b(?:not both|(?:not|can't) ${GIVE} both)\\b)`, 'i').exec(text) ??
      new RegExp(`${CANNOT} (?:${GIVE}|contain|have) both ${NAME} and ${NAME}`, 'i').exec(text) ??
      new RegExp(`${NAME} and ${NAME} are mutually exclusive`, 'i').exec(text);
    if (pair !== null) return readings(statement, pair[1], pair[2]!, undefined);
    const alone = new RegExp(`\\bmutually exclusive with ${NAME}`, 'i').exec(text);
    return alone === null ? [] : readings(statement, undefined, alone[1]!, undefined);
  },
};

/** 'one of the following (not both):' before a list of two members. */
const notBothListed: Pattern = {
  name: 'not-both-listed',
  read(statement) {
    const [first, second, third] = statement.items.map((item) => /^`(\w+)`$/.exec(item)?.[1]);
    if (first === undefined || second === undefined || third !== undefined) return [];
    return /\bnot both\b|\b(?:only|exactly) one of\b/.test(statement.text)
      ? readings(statement, first, second, undefined)
      : [];
  },
};

/** 'exactly one of `A`, `B`, or `C`', of members. */
const exactlyOne: Pattern = {
  name: 'exactly-one',
  read(statement) {
    const match =
      /\b(?:exactly|only) one of (?:the following(?: \w+)?:? )?((?:`\w+`(?:, (?:or |and )?| or | and )?){2,})/.exec(
        statement.text,
      );
    const names = [...(match?.[1] ?? '').matchAll(/`(\w+)`/g)].map((each) => each[1]!);
    if (!names.every((name) => isMember(statement, name))) return [];
    return names.flatMap((name, index) =>
      names.slice(index + 1).flatMap((other) => readings(statement, name, other, undefined)),
    );
  },
};

export const excludes: Pattern[] = [notWhen, omitIf, notGivenWhen, notIfGiven, notBoth, notBothListed, exactlyOne];

/** A claim is about the member that it names first where the shape has it, else about the member that it describes. */
function readings(statement: Statement, first: string | undefined, other: string, when: string | undefined): Reading[] {
  const claim = { kind: 'excludes' as const, other, ...(when === undefined ? {} : { when }) };
  if (first !== undefined && isMember(statement, first)) return [{ about: first, claim }];
  return statement.subject === undefined ? [] : [{ claim }];
}

/** To omit something or to leave it out is advice; that it can't be given is a demand. */
const advised = (read: Reading[], sentence: string): Reading[] =>
  /\b(?:omit|leave out)\b/i.test(sentence)
    ? read.map(({ claim, ...rest }) => ({ ...rest, claim: { ...claim, advice: true } as Reading['claim'] }))
    : read;
