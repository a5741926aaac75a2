import type { Command } from 'commander';
import { didYouMean } from '../core/closest.ts';

/** A mistake that commander reports, as one line in the form of our own messages: what is wrong, then what to give. */
export function mistakeLine(text: string, command: Command): string {
  const [first = '', hint = ''] = text.trim().split('\n');
  const inner = command.commands.map((one) => one.name()).filter((name) => name !== 'help');
  if (first.startsWith('Usage:') && command.parent)
    return `${command.name()} needs a command: ${inner.join(', ')}; ${command.name()} --help explains them`;
  const line = SENTENCES.reduce((said, [form, to]) => said.replace(form, to), first.replace(/^error: /, ''));
  const suggestion = /^\(Did you mean (?:one of )?([^,?]+)/.exec(hint)?.[1];
  if (suggestion !== undefined) return `${line}; did you mean ${suggestion}?`;
  return `${line}${choiceHint(line)}`;
}

const SENTENCES: [form: RegExp, sentence: string][] = [
  [
    /^option '(\S+)[^']*' argument '([\s\S]*)' is invalid\. Allowed choices are (.*)\.$/,
    "$1 '$2' is invalid: give one of $3",
  ],
  [/^option '(\S+)[^']*' argument '([\s\S]*)' is invalid\. /, "$1 '$2' is invalid: "],
  [/^command-argument value '([\s\S]*)' is invalid for argument '([^']*)'\. /, "<$2> '$1' is invalid: "],
  [/^option '((\S+)[^']*)' argument missing$/, '$2 needs a value: $1'],
  [/^required option '([^']*)' not specified$/, '$1 is required'],
  [/^missing required argument '(.*)'$/, 'the argument <$1> is missing'],
  [/^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.?$/, '$1 takes $2 arguments, but got $3'],
  [/\btakes 0 arguments\b/, 'takes no arguments'],
  [/\btakes 1 arguments\b/, 'takes 1 argument'],
  [/^unknown (option|command) '(.*)'$/, 'there is no $1 $2'],
];

/** The choice that a mistyped one is most like. */
function choiceHint(line: string): string {
  const [, given = '', choices = ''] = /^--\S+ '(.*)' is invalid: give one of (.*)$/.exec(line) ?? [];
  return given === '' ? '' : didYouMean(given, choices.split(', '));
}
