import type { Pattern, Reading, Statement } from './pattern.ts';
import { isMember } from './pattern.ts';

const names = (text: string): string[] => [...text.matchAll(/`(\w+)`/g)].map((match) => match[1]!);

/** 'If you specify `A`, you must also specify `B` and `C`.' */
const also: Pattern = {
  name: 'must-also',
  read(statement) {
    const match =
      /^(?:if|when) you (?:specify|set|provide|use|enable) (.+?), you must (?:also )?(?:specify|set|provide|include) (.+)/i.exec(
        statement.text,
      );
    if (match === null) return [];
    const others = names(match[2]!).filter((name) => isMember(statement, name));
    const subject = names(match[1]!).find((name) => isMember(statement, name));
    return others.map((other) => about(statement, subject, other));
  },
};

/** 'Required if you specify `v` for `B`.' */
const requiredIf: Pattern = {
  name: 'required-if',
  read(statement) {
    const match = /^(?:this (?:field|element|parameter|value) is )?required (?:if|when) (.+)/i.exec(statement.text);
    if (match === null || statement.subject === undefined) return [];
    return [{ claim: { kind: 'requires', other: statement.subject.name, when: match[1]!.replace(/[`.]/g, '') } }];
  },
};

/** 'must include either `A` or `B`'. */
const oneOfTwo: Pattern = {
  name: 'one-of-two',
  read(statement) {
    const match =
      /\bmust (?:include|specify|provide|contain) either (?:an? |the )?`(\w+)`(?: \w+)? or (?:an? |the )?`(\w+)`(?!.*not both)/.exec(
        statement.text,
      );
    if (match === null || !isMember(statement, match[2]!)) return [];
    return [
      {
        ...about(statement, match[1], match[2]!),
        claim: { kind: 'requires', other: match[2]!, when: `no ${match[1]}` },
      },
    ];
  },
};

export const requires: Pattern[] = [also, requiredIf, oneOfTwo];

const about = (statement: Statement, subject: string | undefined, other: string): Reading => ({
  ...(subject !== undefined && subject !== statement.subject?.name && isMember(statement, subject)
    ? { about: subject }
    : {}),
  claim: { kind: 'requires', other },
});
