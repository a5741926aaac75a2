import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { fileProblem } from '../../core/file-problem.ts';
import { UsageError } from '../../core/usage.ts';
import { createDouble, type Double, type DoubleOptions } from '../../double/double.ts';
import { interactionsOf } from '../../double/interactions.ts';
import { type Listening, listen } from '../../double/listen.ts';
import { reportText } from '../../double/report.ts';
import { verifyInteractions } from '../../double/verify.ts';
import { writeHar } from '../../formats/har.ts';
import { print } from '../../session/print.ts';
import { VERSION } from '../../session/version.ts';
import { scrubber } from '../../targets/secrets.ts';
import { checkWritable } from '../output/output-file.ts';
import { commandVerdict, type EndedCommand } from './serve-command.ts';

/** The options of `serve` that have a meaning with `--judge` only. */
export interface ServeJudgeOptions {
  signature: boolean;
  leaveNothing?: true;
  interactions?: string;
  tlsCert?: string;
  tlsKey?: string;
  /** Where the archive is written that `--report har=FILE` asks for. */
  report?: string;
}

/** What answers the requests that are judged, and what is said of its answers at the end. */
export interface JudgedService extends Pick<DoubleOptions, 'contract' | 'service' | 'trusted'> {
  conclude?: (double: Double) => { text: string; exitCode: 0 | 1 | 2 };
}

/** A server that says at its end what it found. */
export interface JudgingServer extends Listening {
  /**
   * Prints the findings, with those on the command that made the requests where there is one. The exit code: 1 for a
   * violation or a conversation that differs from its record, 2 for a command that failed, a service that gave no
   * answer, or where no request could be judged.
   */
  conclude(command?: EndedCommand): 0 | 1 | 2;
}

/** Serves a double that judges what it is asked. */
export async function judging(
  { conclude: concludeAnswers, ...service }: JudgedService,
  options: ServeJudgeOptions & { port: number; host: string },
): Promise<JudgingServer> {
  const { port, host, signature, leaveNothing, interactions, tlsCert, tlsKey, report: archive } = options;
  if (archive !== undefined) checkWritable(archive);
  const tls = tlsCert && tlsKey ? { tls: { cert: pem(tlsCert), key: pem(tlsKey) } } : {};
  if (interactions !== undefined) checkInteractions(interactions);
  const double = createDouble({ ...service, signed: signature, leaveNothing: leaveNothing === true });
  const listening = await listen(double, { port, host, ...tls });
  return {
    ...listening,
    conclude(command) {
      const report = double.report();
      const { text, exitCode } = command
        ? commandVerdict(double, command)
        : { text: reportText(report), exitCode: report.violations.length > 0 ? (1 as const) : (0 as const) };
      const answers = concludeAnswers?.(double);
      if (answers) print(answers.text);
      print(text);
      if (archive !== undefined) writeFileSync(archive, archiveOf(double, listening.url));
      const difference = interactions === undefined ? undefined : differenceFrom(interactions);
      if (difference !== undefined) print(difference);
      if (difference !== undefined || answers?.exitCode === 1) return 1;
      if (exitCode !== 0) return exitCode;
      if (double.judged > 0) return answers?.exitCode ?? 0;
      print(
        report.requests === 0
          ? 'not judged: no request arrived; check that the client sends to this URL'
          : 'not judged: every request was to an operation that the contract does not cover',
      );
      return 2;
    },
  };

  function differenceFrom(file: string): string | undefined {
    try {
      verifyInteractions(file, interactionsOf(double));
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }
}

/** Throws a UsageError where a record of a conversation can be neither compared with nor written. */
function checkInteractions(file: string): void {
  if (!existsSync(file)) {
    checkWritable(file);
    return;
  }
  try {
    JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it is not JSON';
    throw new UsageError(
      `${file} is no record of a conversation (${why}); give another file, or delete it to record anew`,
    );
  }
}

/** The conversation as an HTTP Archive, without what says who signed it. */
function archiveOf({ turns }: Double, origin: string): string {
  const { request: clean, response: cleanAnswer } = scrubber();
  const passed = turns.map(({ request, response, time }) => ({
    request: clean(request),
    ...(response ? { response: cleanAnswer(response, request) } : {}),
    ...time,
  }));
  return writeHar(passed, origin, { name: 'cloudfront-conformance', version: VERSION });
}

/** Reads the file of `har=FILE`, the one format that a conversation is written in. */
export function archiveFile(text: string): string {
  const file = /^har=(.+)$/.exec(text)?.[1];
  if (file === undefined) throw new InvalidArgumentError('give har=FILE');
  return file;
}

function pem(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${fileProblem((error as NodeJS.ErrnoException).code)}`);
  }
  if (!text.includes('-----BEGIN ')) throw new UsageError(`${file} holds no PEM, which begins with -----BEGIN`);
  return text;
}
