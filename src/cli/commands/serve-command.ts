import type { Double } from '../../double/double.ts';
import { type Report, reportText } from '../../double/report.ts';
import { askedText, type Turn, toldText } from '../../double/turn.ts';
import { type ChildEnd, childEnvironment, runChild } from '../../session/child.ts';

/** A command of the user that has ended. */
export interface EndedCommand {
  words: readonly string[];
  end: ChildEnd;
}

/** Runs a command whose calls of CloudFront go to a double. `{endpoint}` in its words stands for the double's URL. */
export async function runAgainst(url: string, words: readonly string[]): Promise<EndedCommand> {
  const filled = words.map((word) => word.replaceAll('{endpoint}', url));
  return { words, end: await runChild(filled, childEnvironment(url)) };
}

/** What a command against a double comes to: text for people, and an exit code. */
export interface CommandVerdict {
  text: string;
  /** 0: it called the service, broke no rule and succeeded. 1: it broke a rule. 2: it failed or called nothing. */
  exitCode: 0 | 1 | 2;
}

/** The verdict on a command that has ended: violations first, then each of its requests, then the sum. */
export function commandVerdict(
  { turns, report }: Pick<Double, 'turns' | 'report'>,
  { words, end }: EndedCommand,
): CommandVerdict {
  const found = report();
  const called = turns.some(({ parsed }) => parsed.operation !== undefined);
  const failed = !('code' in end && end.code === 0);
  const lines = [
    reportText(found),
    ...(turns.length > 0 ? ['', `what ${words[0]} did:`, ...turns.map((turn) => requestLine(turn, found))] : []),
    '',
    ...(called ? [] : [nobodyCalled(turns, words)]),
    endText(words, end),
  ];
  return { text: lines.join('\n'), exitCode: found.violations.length > 0 ? 1 : failed || !called ? 2 : 0 };
}

function nobodyCalled(turns: readonly Turn[], [command]: readonly string[]): string {
  if (turns.length > 0)
    return `nothing was judged: no request of ${command} calls an operation that the contract covers`;
  return (
    `nothing was judged: ${command} sent no request to the double. ` +
    'It must read AWS_ENDPOINT_URL_CLOUDFRONT, or get the URL as {endpoint} in its arguments'
  );
}

const endText = ([command]: readonly string[], end: ChildEnd): string =>
  'code' in end ? `${command} exited with code ${end.code}` : `${command} was ended by ${end.signal}`;

/** `  3 UpdateDistribution E1ABC → 412 PreconditionFailed  (request.if-match.current)`. */
function requestLine(turn: Turn, { violations }: Report): string {
  const id = 'input' in turn.parsed && typeof turn.parsed.input.Id === 'string' ? ` ${turn.parsed.input.Id}` : '';
  const broken = violations.filter(({ request }) => request === turn.number).map(({ rule }) => rule);
  const mark = broken.length > 0 ? `  (${broken.join(', ')})` : '';
  return `${String(turn.number).padStart(3)} ${askedText(turn)}${id} → ${toldText(turn)}${mark}`;
}
