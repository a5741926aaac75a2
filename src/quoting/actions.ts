/**
 * What CI services take for a command in a log: `::error …` at the start of a line for GitHub Actions, and `##[error]…`,
 * `##vso[…]` and `##teamcity[…]` anywhere in it.
 */
const LINE_COMMAND = /^([^\S\n]*):(?=:)/gm;
const BRACKET_COMMAND = /##(?=\w*\[)/g;

/** Whether a log line of this text would be obeyed. */
export const hasCommand = (text: string): boolean =>
  text.search(LINE_COMMAND) >= 0 || text.search(BRACKET_COMMAND) >= 0;

/** Text in which no CI service finds a command: the mark that would begin one is written as its JSON escape. */
export const withoutCommands = (text: string): string =>
  text.replace(LINE_COMMAND, '$1\\u003a').replace(BRACKET_COMMAND, '#\\u0023');

/** A workflow command of GitHub Actions that shows a message on a run. */
export function annotation(level: 'error' | 'warning', title: string, message: string): string {
  return `::${level} title=${property(title)}::${data(message)}`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
