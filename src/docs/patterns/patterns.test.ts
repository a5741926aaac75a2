import { describe, expect, test } from 'vitest';
import type { MemberDoc, TypeDoc } from '../documentation.ts';
import { PATTERNS } from './index.ts';
import type { Claim, Statement } from './pattern.ts';

/** A sentence of our own, where it stands, and what its pattern reads in it. */
interface Reads {
  text: string;
  of?: TypeDoc['kind'];
  values?: string[];
  items?: string[];
  next?: string;
  gives: (Claim & { about?: string })[];
}

/** Sentences that a pattern must read, and neighbours that it must leave alone. */
const SENTENCES: Record<string, { reads: Reads[]; leaves: (string | Omit<Reads, 'gives'>)[] }> = {
  between: {
    reads: [
      { text: 'A whole number between 3 and 9.', gives: [{ kind: 'range', minimum: 3, maximum: 9 }] },
      {
        text: 'It lasts between 2 and 1,500 seconds (inclusive).',
        gives: [{ kind: 'range', minimum: 2, maximum: 1500, unit: 'seconds' }],
      },
      {
        text: 'It lies between 0 and 1 (exclusive).',
        of: 'double',
        gives: [{ kind: 'range', exclusiveMinimum: 0, exclusiveMaximum: 1 }],
      },
      {
        text: 'The length should be between two and 40 letters.',
        of: 'string',
        gives: [{ kind: 'length', minimum: 2, maximum: 40, unit: 'letters' }],
      },
      {
        text: 'You can specify between 1 and 4 towers.',
        of: 'list',
        gives: [{ kind: 'count', minimum: 1, maximum: 4 }],
      },
    ],
    leaves: [
      'The boat between pier 3 and pier 9.',
      'If the lamp has between 3 and 9 lenses, it shines.',
      'For example, 3-9, which means that it can be between 3 and 9 lenses.',
      'For small towers the height is between 3 and 9.',
      'In spring, when the lamp is red, use a number between 3 and 9.',
      'It must be a multiple between 3 and 9 of the height.',
      { text: 'Three towers stand between 3 and 9 characters apart.', of: 'boolean' },
      { text: 'Between 3 and 9.', of: 'boolean' },
    ],
  },
  'from-to': {
    reads: [
      {
        text: 'Allowed values are 4 to 12 minutes.',
        gives: [{ kind: 'range', minimum: 4, maximum: 12, unit: 'minutes' }],
      },
      { text: 'Any integer from 4 through 12.', gives: [{ kind: 'range', minimum: 4, maximum: 12 }] },
      {
        text: 'An integer from 60 seconds (1 minute) to 1,200 seconds (20 minutes).',
        gives: [{ kind: 'range', minimum: 60, maximum: 1200, unit: 'seconds' }],
      },
      {
        text: 'If specified, this must be a number from 4 to 12.',
        gives: [{ kind: 'range', minimum: 4, maximum: 12 }],
      },
      {
        text: 'It must contain 1 to 50 letters, numbers, or hyphens.',
        of: 'string',
        gives: [{ kind: 'length', minimum: 1, maximum: 50, unit: 'characters' }],
      },
      {
        text: 'The name can be 2 to 9 lowercase letters.',
        of: 'string',
        gives: [{ kind: 'length', minimum: 2, maximum: 9, unit: 'letters' }],
      },
    ],
    leaves: ["If you don't set it, a number from 4 to 12 is taken.", 'Move the lamp from 4 lenses to another tower.'],
  },
  dash: {
    reads: [
      {
        text: 'Valid values are 20–90 seconds.',
        gives: [{ kind: 'range', minimum: 20, maximum: 90, unit: 'seconds' }],
      },
      { text: 'A number 0–50 (inclusive) of percent.', gives: [{ kind: 'range', minimum: 0, maximum: 50 }] },
      { text: 'The range is 1-7.', gives: [{ kind: 'range', minimum: 1, maximum: 7 }] },
      { text: 'It must be `1150-1160`.', gives: [{ kind: 'range', minimum: 1150, maximum: 1160 }] },
    ],
    leaves: [
      "The value can't be `17`, or `49-56`.",
      'The value of norm 3166-1 applies.',
      'A value since 2020-05-31.',
      'Towers 3–7 are closed.',
    ],
  },
  'minimum-is': {
    reads: [
      { text: 'The minimum pause is 2 seconds.', gives: [{ kind: 'range', minimum: 2, unit: 'seconds' }] },
      { text: 'The minimum value for the maximum age is 60.', gives: [{ kind: 'range', minimum: 60 }] },
      {
        text: 'The minimum age is 1 and the maximum age is 36.',
        gives: [{ kind: 'range', minimum: 1 }],
      },
    ],
    leaves: [
      { text: 'The minimum bit-length of the key is 2048 bits.', of: 'string' },
      'The minimum is set elsewhere.',
      'If your minimum pause is 2 seconds, it blinks.',
    ],
  },
  'maximum-is': {
    reads: [
      { text: 'The maximum pause is 90 seconds.', gives: [{ kind: 'range', maximum: 90, unit: 'seconds' }] },
      { text: 'The maximum and default values are both 25.', gives: [{ kind: 'range', maximum: 25 }] },
      {
        text: 'The maximum length is 30 characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 30, unit: 'characters' }],
      },
      {
        text: 'The maximum length of `Subject` is 30 characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 30, unit: 'characters' }],
      },
      {
        text: 'The maximum length of each of its lines is 1,024 characters.',
        of: 'list',
        gives: [{ kind: 'length', maximum: 1024, unit: 'characters' }],
      },
      {
        text: 'Maximum 80 alphanumeric characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 80, unit: 'characters' }],
      },
      { text: 'The max number of lamps in a tower is 40.', gives: [{ kind: 'range', maximum: 40 }] },
      { text: 'The maximum is 2 years (730 days).', gives: [{ kind: 'range', maximum: 2, unit: 'years' }] },
      { text: 'The minimum age is 1 and the maximum age is 36.', gives: [{ kind: 'range', maximum: 36 }] },
    ],
    leaves: [
      'The minimum value for the maximum age is 60.',
      'It returns a maximum of 1,000 lamps.',
      { text: 'A tower holds a maximum of 40 MiB.', of: 'list' },
      'The maximum number of lamps that you want.',
      'The default is 90 seconds.',
    ],
  },
  'at-least': {
    reads: [
      { text: 'You must name at least one lamp.', of: 'list', gives: [{ kind: 'count', minimum: 1 }] },
      { text: 'It must be at least 5.', gives: [{ kind: 'range', minimum: 5 }] },
    ],
    leaves: [
      'Its tower must have at least one lamp that is as high.',
      'It must be at least 10% greater than before.',
      { text: 'You must change at least one of the following lamps.', of: 'list' },
      { text: 'It must hold at least one character.', of: 'boolean' },
      'It waits for at least 5 seconds.',
      'You must provide at least as many lamps as towers.',
      { text: 'You must name at least one.', of: 'list' },
    ],
  },
  'at-most': {
    reads: [
      { text: 'Each tower can have up to 7 lamps.', of: 'list', gives: [{ kind: 'count', maximum: 7 }] },
      {
        text: 'You can specify up to 80 characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 80, unit: 'characters' }],
      },
      {
        text: 'The name must have no more than 12 characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 12, unit: 'characters' }],
      },
      {
        text: 'A name of up to 12 alphanumeric characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 12, unit: 'characters' }],
      },
      {
        text: 'The name is limited to 12 characters.',
        of: 'string',
        gives: [{ kind: 'length', maximum: 12, unit: 'characters' }],
      },
      { text: 'The number of lamps, which can be up to 7 lamps.', gives: [{ kind: 'range', maximum: 7 }] },
    ],
    leaves: [
      'Each tower can have up to 7 lamps.',
      { text: 'Each tower can light up to 7 lamps per second.', of: 'list' },
      { text: 'A response can contain up to 7 lamps.', of: 'list' },
      { text: 'Each lamp can weigh up to 2 GiB.', of: 'list' },
      { text: 'You can see up to 7 lamps from there.', of: 'string' },
      'You can set it with up to three decimal places.',
    ],
  },
  'not-larger': {
    reads: [
      {
        text: "The remark can't be longer than 60 characters.",
        of: 'string',
        gives: [{ kind: 'length', maximum: 60, unit: 'characters' }],
      },
      { text: 'It must not exceed 44.', gives: [{ kind: 'range', maximum: 44 }] },
      { text: 'You cannot light more than 9 lamps.', of: 'list', gives: [{ kind: 'count', maximum: 9 }] },
    ],
    leaves: ["It can't be longer than `Other`."],
  },
  'not-smaller': {
    reads: [{ text: 'It cannot be less than 6 hours.', gives: [{ kind: 'range', minimum: 6, unit: 'hours' }] }],
    leaves: ["It can't be less than that."],
  },
  'or-more': {
    reads: [{ text: 'The value must be 4 or more.', gives: [{ kind: 'range', minimum: 4 }] }],
    leaves: ['It needs one or more lamps.'],
  },
  'or-less': {
    reads: [
      { text: 'The value must be 30 minutes or less.', gives: [{ kind: 'range', maximum: 30, unit: 'minutes' }] },
    ],
    leaves: ['One or fewer lamps are lit.'],
  },
  'greater-than': {
    reads: [
      { text: 'It must be greater than 0.', of: 'float', gives: [{ kind: 'range', exclusiveMinimum: 0 }] },
      { text: 'It must be greater than or equal to 2.', gives: [{ kind: 'range', minimum: 2 }] },
    ],
    leaves: ['If it is greater than 0, it shines.', 'If that must be greater than 0, it shines.'],
  },
  'less-than': {
    reads: [
      { text: 'It must be less than 8.', gives: [{ kind: 'range', exclusiveMaximum: 8 }] },
      { text: 'It must be equal to or less than 8.', gives: [{ kind: 'range', maximum: 8 }] },
      { text: 'It must be greater than 2, and less than 8.', gives: [{ kind: 'range', exclusiveMaximum: 8 }] },
      {
        text: 'The total number of lamps must be less than, or equal to five.',
        of: 'list',
        gives: [{ kind: 'count', maximum: 5 }],
      },
    ],
    leaves: ['It is less than 8 most of the time.'],
  },
  'n-letter': {
    reads: [
      {
        text: 'The three-letter code of a harbour.',
        of: 'string',
        gives: [{ kind: 'length', minimum: 3, maximum: 3, unit: 'letters' }],
      },
    ],
    leaves: [{ text: 'A capital-letter code.', of: 'string' }],
  },
  'atMost-0': {
    reads: [
      {
        text: 'It must be less than or equal to `Longest`.',
        gives: [{ kind: 'order', relation: 'atMost', other: 'Longest' }],
      },
    ],
    leaves: ['If it must be less than or equal to `Longest`, say so.', 'It must be less than or equal to Elsewhere.'],
  },
  'atMost-1': {
    reads: [
      {
        text: "The value can't exceed the value provided for `Longest`.",
        gives: [{ kind: 'order', relation: 'atMost', other: 'Longest' }],
      },
    ],
    leaves: ["It can't exceed the height of the tower."],
  },
  'atLeast-2': {
    reads: [
      {
        text: 'A value for `Subject` must be equal to or greater than the number for `Longest`.',
        gives: [{ kind: 'order', relation: 'atLeast', other: 'Longest' }],
      },
    ],
    leaves: ['It is usually greater than or equal to `Longest`.'],
  },
  'atLeast-3': {
    reads: [
      {
        text: 'It must not be shorter than Longest.',
        gives: [{ kind: 'order', relation: 'atLeast', other: 'Longest' }],
      },
    ],
    leaves: ['It must not be shorter than usual.'],
  },
  'lessThan-4': {
    reads: [
      { text: 'It must be less than `Longest`.', gives: [{ kind: 'order', relation: 'lessThan', other: 'Longest' }] },
    ],
    leaves: ['It must be less than or equal to `Longest`.'],
  },
  'greaterThan-5': {
    reads: [
      {
        text: 'It must be greater than `Longest`.',
        gives: [{ kind: 'order', relation: 'greaterThan', other: 'Longest' }],
      },
    ],
    leaves: ['It must be greater than before.'],
  },
  prefix: {
    reads: [
      { text: 'The name must begin with `tower-`.', of: 'string', gives: [{ kind: 'prefix', value: 'tower-' }] },
      {
        text: 'The flag must contain the prefix `x-lamp-`.',
        of: 'string',
        gives: [{ kind: 'prefix', value: 'x-lamp-' }],
      },
      { text: 'The path must start with a slash (`/`).', of: 'string', gives: [{ kind: 'prefix', value: '/' }] },
      { text: 'It must start with "ab".', of: 'string', gives: [{ kind: 'prefix', value: 'ab' }] },
      { text: 'The path must begin and end with a slash.', of: 'string', gives: [{ kind: 'prefix', value: '/' }] },
    ],
    leaves: [
      { text: 'It must begin with `a` or `b`.', of: 'string' },
      { text: 'It must begin with a letter.', of: 'string' },
      'You can optionally begin with a slash.',
      'A text that you want to prefix to the name, for example, `x/`.',
    ],
  },
  notPrefix: {
    reads: [
      { text: "Your text can't begin with a hyphen.", of: 'string', gives: [{ kind: 'notPrefix', value: '-' }] },
      { text: 'It must not start with `lamp.`.', of: 'string', gives: [{ kind: 'notPrefix', value: 'lamp.' }] },
      {
        text: 'It must not start or end with a dash; it must not begin with "in-".',
        of: 'string',
        gives: [
          { kind: 'notPrefix', value: '-' },
          { kind: 'notPrefix', value: 'in-' },
        ],
      },
      {
        text: "It can't start with reserved prefixes such as `a.` or `b.`.",
        of: 'string',
        gives: [
          { kind: 'notPrefix', value: 'a.' },
          { kind: 'notPrefix', value: 'b.' },
        ],
      },
      { text: 'Do not begin the name with `x`.', of: 'string', gives: [{ kind: 'notPrefix', value: 'x' }] },
    ],
    leaves: ['It begins with a hyphen.', "It can't end with a hyphen."],
  },
  listed: {
    reads: [
      {
        text: 'Valid values are `red` and `green`.',
        of: 'string',
        gives: [{ kind: 'values', values: ['red', 'green'] }],
      },
      {
        text: 'Allowed values: Up, Down, or Still.',
        of: 'string',
        gives: [{ kind: 'values', values: ['Up', 'Down', 'Still'] }],
      },
      {
        text: 'The only valid value is `False`, indicating darkness.',
        of: 'boolean',
        gives: [{ kind: 'values', values: [false] }],
      },
      {
        text: 'Valid values for the colour of lamps: `red | green`',
        of: 'string',
        gives: [{ kind: 'values', values: ['red', 'green'] }],
      },
      {
        text: 'The possible status values include the following:',
        of: 'string',
        items: ['`on` - it is lit.', '`off` - it is dark.', 'See there.'],
        gives: [{ kind: 'values', values: ['on', 'off'] }],
      },
      {
        text: 'Valid values are 4 (for `red` lamps) and 8 (for `green` lamps).',
        gives: [{ kind: 'values', values: [4, 8] }],
      },
      {
        text: 'Valid values are:',
        of: 'string',
        items: ['`on` - it is lit.', '`off` - it is dark.'],
        gives: [{ kind: 'values', values: ['on', 'off'] }],
      },
    ],
    leaves: [
      'Allowed values are 20–90 seconds.',
      'Allowed values: `20 - 90`',
      'The minimum valid value is `60`.',
      { text: 'A valid value must exist for any lamp.', of: 'string' },
      { text: 'To learn the valid values, see `Longest lamp`.', of: 'string' },
      { text: 'The range of valid values depends on whether `lamp` is lit.', of: 'string' },
      { text: 'If it is by night, the only valid value is `on`.', of: 'string' },
      { text: 'For red lamps, valid values are `on` and `off`.', of: 'string' },
    ],
  },
  'one-of': {
    reads: [
      {
        text: 'You can specify one of the following options:',
        of: 'string',
        items: ['`slow` only', '`fast` only'],
        gives: [{ kind: 'values', values: ['slow', 'fast'] }],
      },
      {
        text: 'It must be one of `a`, `b`, or `c`.',
        of: 'string',
        gives: [{ kind: 'values', values: ['a', 'b', 'c'] }],
      },
    ],
    leaves: [
      { text: 'Use one of the following fields instead:', of: 'string', items: ['`Longest`', '`Items`'] },
      { text: 'You must specify the following:', of: 'string', items: ['Say which lamp.', '`lamp/NAME`'] },
    ],
  },
  'either-or': {
    reads: [
      {
        text: 'The state, either `new` (just built) or `old`.',
        of: 'string',
        gives: [{ kind: 'values', values: ['new', 'old'] }],
      },
    ],
    leaves: [
      { text: 'You can specify either `Longest` or `Items`, but not both.', of: 'string' },
      { text: 'Include either a `Longest` or a `Items`.', of: 'string' },
      { text: 'By night, when it is lit, either `red` or `green`.', of: 'string' },
      { text: 'The period is either `Days` or `Years`.', of: 'structure' },
    ],
  },
  enumerated: {
    reads: [
      {
        text: 'How it blinks:',
        of: 'string',
        values: ['slow', 'fast', 'never'],
        items: ['`slow`: with pauses.', 'For `fast`, without.'],
        gives: [{ kind: 'values', values: ['slow', 'fast'] }],
      },
      {
        text: 'Say `on` to light it.',
        next: 'If you say `off`, it is dark.',
        of: 'string',
        values: ['on', 'off'],
        gives: [{ kind: 'values', values: ['on', 'off'] }],
      },
      {
        text: 'Whether it is by day (bright) or by night (dim).',
        of: 'string',
        values: ['bright', 'dim'],
        gives: [{ kind: 'values', values: ['bright', 'dim'] }],
      },
    ],
    leaves: [
      { text: 'All, none, or those in `Items`.', of: 'string', values: ['all', 'none', 'listed'] },
      { text: 'It is bright.', of: 'string' },
      { text: 'It is bright.', next: 'Say `on` or `off`.', of: 'string', values: ['on', 'off'] },
      { text: 'Say `on` to light it.', next: 'It is dark at first.', of: 'string', values: ['on', 'off'] },
    ],
  },
  'count-of': {
    reads: [
      { text: 'The number of lamps in the `Items` list.', gives: [{ kind: 'countOf', other: 'Items' }] },
      { text: 'The number of lamps, if any, on this tower.', gives: [{ kind: 'countOf', other: 'Items' }] },
      { text: 'The total quantity of things in the list.', gives: [{ kind: 'countOf', other: 'Items' }] },
    ],
    leaves: [
      'The total number of lamps in your account.',
      'The number of lamps that were built by the current user account.',
      'The maximum number of lamps that you want.',
      'The number of seconds that it waits.',
      'The number of days.',
      'The number of lamps whose light is red.',
      'The number of lamps that are dark.',
      'The number of failed lamps.',
      'The number of lamps that you must pass before the harbour.',
      { text: 'The number of lamps in the `Items` list.', of: 'string' },
    ],
  },
  'not-when': {
    reads: [
      {
        text: 'You cannot specify a `Subject` when `Longest` is `true`.',
        of: 'string',
        gives: [{ kind: 'excludes', other: 'Longest', when: 'true', about: 'Subject' }],
      },
      { text: "You can't use this field with `Longest`.", gives: [{ kind: 'excludes', other: 'Longest' }] },
    ],
    leaves: ["You can't specify this field for small towers."],
  },
  'omit-if': {
    reads: [
      {
        text: 'If `Longest` is `0`, omit `Items`.',
        gives: [{ kind: 'excludes', other: 'Longest', when: '0', advice: true, about: 'Items' }],
      },
      {
        text: 'If `Longest` is `red`, you cannot specify this field.',
        gives: [{ kind: 'excludes', other: 'Longest', when: 'red' }],
      },
      {
        text: 'If you specify `a` or `b` for the value of `Longest`, omit `Items`.',
        gives: [{ kind: 'excludes', other: 'Longest', when: 'a | b', advice: true, about: 'Items' }],
      },
    ],
    leaves: ['If `Longest` is `0`, you can omit `Items`.'],
  },
  'not-given-when': {
    reads: [
      {
        text: "It can't be specified if the `Longest` parameter is also provided.",
        gives: [{ kind: 'excludes', other: 'Longest' }],
      },
      { text: "Can't be used together with `Longest`.", gives: [{ kind: 'excludes', other: 'Longest' }] },
    ],
    leaves: ["It can't be set when it rains.", "It can't be specified if `Longest` isn't provided."],
  },
  'not-if-given': {
    reads: [
      {
        text: "If you specify `Longest`, you can't also specify `Items`.",
        gives: [{ kind: 'excludes', other: 'Longest', about: 'Items' }],
      },
      {
        text: "If `Longest` is specified, `Subject` and `Items` can't be provided.",
        gives: [
          { kind: 'excludes', other: 'Longest', about: 'Subject' },
          { kind: 'excludes', other: 'Longest', about: 'Items' },
        ],
      },
    ],
    leaves: ['If you specify `Longest`, you can specify `Items`.', 'If `Longest` is specified, `Items` is ignored.'],
  },
  'not-both': {
    reads: [
      {
        text: 'You must give either the `Subject` parameter or `Longest` parameter, but not both.',
        gives: [{ kind: 'excludes', other: 'Longest', about: 'Subject' }],
      },
      {
        text: "You can't specify both `Subject` and `Longest`.",
        gives: [{ kind: 'excludes', other: 'Longest', about: 'Subject' }],
      },
      {
        text: "Give either `Subject` or `Longest`, but you can't specify both.",
        gives: [{ kind: 'excludes', other: 'Longest', about: 'Subject' }],
      },
      { text: 'This is mutually exclusive with `Longest`.', gives: [{ kind: 'excludes', other: 'Longest' }] },
    ],
    leaves: ['You can specify both `Subject` and `Longest`.', 'Give either `Subject` or `Longest`.'],
  },
  'not-both-listed': {
    reads: [
      {
        text: 'Set one of these (not both):',
        items: ['`Longest`', '`Items`'],
        gives: [{ kind: 'excludes', other: 'Items', about: 'Longest' }],
      },
    ],
    leaves: [{ text: 'Set these:', items: ['`Longest`', '`Items`'] }],
  },
  'exactly-one': {
    reads: [
      {
        text: 'A tower has exactly one of the following: `Subject`, `Longest`, or `Items`.',
        gives: [
          { kind: 'excludes', other: 'Longest', about: 'Subject' },
          { kind: 'excludes', other: 'Items', about: 'Subject' },
          { kind: 'excludes', other: 'Items', about: 'Longest' },
        ],
      },
    ],
    leaves: ['It is exactly one of `red` or `green`.', 'A tower has one of `Subject` or `Longest`.'],
  },
  'must-also': {
    reads: [
      {
        text: 'If you specify a value for `Subject`, you must also specify a value for `Longest`.',
        gives: [{ kind: 'requires', other: 'Longest' }],
      },
    ],
    leaves: ['If you specify `Subject`, you can also specify `Longest`.'],
  },
  'required-if': {
    reads: [
      {
        text: 'Required if you specify `x` for `Longest`.',
        gives: [{ kind: 'requires', other: 'Subject', when: 'you specify x for Longest' }],
      },
    ],
    leaves: ['It is not required.'],
  },
  'one-of-two': {
    reads: [
      {
        text: 'A tower must include either a `Subject` or `Longest`.',
        gives: [{ kind: 'requires', other: 'Longest', when: 'no Subject' }],
      },
    ],
    leaves: ['A tower must include either a roof or a lamp.'],
  },
  'must-be-unique': {
    reads: [
      { text: 'The name must be unique in this harbour.', of: 'string', gives: [{ kind: 'unique', scope: 'harbour' }] },
      {
        text: 'The names need to be unique within a tower.',
        of: 'string',
        gives: [{ kind: 'unique', scope: 'tower' }],
      },
      { text: 'In this harbour each lamp must have a unique name.', of: 'string', gives: [{ kind: 'unique' }] },
      {
        text: 'Enter a name that is unique within your Coast Guard account.',
        of: 'string',
        gives: [{ kind: 'unique', scope: 'account' }],
      },
    ],
    leaves: [
      'The unique identifier of the tower.',
      "The names don't have to be unique.",
      'Each tower must have a unique identifier.',
    ],
  },
  'unique-name': {
    reads: [{ text: 'A unique name to identify the tower.', of: 'string', gives: [{ kind: 'unique' }] }],
    leaves: [
      { text: 'The unique identifier of the tower.', of: 'string' },
      { text: 'A unique shape.', of: 'string' },
    ],
  },
  'identifies-request': {
    reads: [
      { text: 'A value that uniquely identifies a request to build.', of: 'string', gives: [{ kind: 'unique' }] },
    ],
    leaves: [{ text: 'The number uniquely identifies the tower.', of: 'string' }],
  },
  characters: {
    reads: [
      {
        text: 'Valid characters are `a-z` and `0-9`.',
        of: 'string',
        gives: [{ kind: 'characters', value: 'a-z 0-9' }],
      },
    ],
    leaves: [{ text: 'It holds characters.', of: 'string' }],
  },
  format: {
    reads: [
      {
        text: 'The format of the value is:',
        of: 'string',
        next: '`tower/NAME`',
        gives: [{ kind: 'format', value: 'tower/NAME' }],
      },
      { text: 'The plan must be in a valid XML format.', of: 'string', gives: [{ kind: 'format', value: 'XML' }] },
    ],
    leaves: [{ text: 'The format of the tower.', of: 'string' }],
  },
};

test('every pattern has sentences that it reads and sentences that it leaves, under a name of its own', () => {
  expect(PATTERNS.map(({ name }) => name)).toEqual(Object.keys(SENTENCES));
  for (const [name, { reads, leaves }] of Object.entries(SENTENCES)) {
    expect([name, reads.length > 0, leaves.length > 0]).toEqual([name, true, true]);
  }
});

for (const pattern of PATTERNS) {
  const { reads, leaves } = SENTENCES[pattern.name]!;
  describe(pattern.name, () => {
    test.each(reads)('reads "$text"', (sentence) => {
      const readings = pattern.read(statement(sentence));
      expect(readings.map(({ about, claim }) => ({ ...claim, ...(about === undefined ? {} : { about }) }))).toEqual(
        sentence.gives,
      );
    });
    test.each(leaves.map((each) => (typeof each === 'string' ? { text: each } : each)))(
      'leaves "$text"',
      (sentence) => {
        expect(pattern.read(statement(sentence))).toEqual([]);
      },
    );
  });
}

/** The sentence as the description of `Subject`, beside a number `Longest` and the list `Items` of lamps. */
function statement({ text, of = 'int32', values, items = [], next }: Omit<Reads, 'gives'>): Statement {
  const type = (
    of === 'list'
      ? { kind: of, items: { kind: 'string' } }
      : of === 'string' && values
        ? { kind: of, values }
        : { kind: of }
  ) as TypeDoc;
  const member = (name: string, kind: TypeDoc, prose: string): MemberDoc => ({
    name,
    required: false,
    type: kind,
    prose: [{ depth: 0, text: prose }],
  });
  const subject = member('Subject', type, text);
  const members = [
    subject,
    member('Longest', { kind: 'int32' }, 'The longest.'),
    member('Items', { kind: 'list', items: { kind: 'string' } }, 'The lamps of this tower.'),
  ];
  return { text, items, subject, members, ...(next === undefined ? {} : { next }) };
}
