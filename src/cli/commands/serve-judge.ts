import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../../core/usage.ts';
import { createDouble, type DoubleOptions } from '../../double/double.ts';
import { interactionsOf } from '../../double/interactions.ts';
import { type Listening, listen } from '../../double/listen.ts';
import { reportText } from '../../double/report.ts';
import { verifyInteractions } from '../../double/verify.ts';
import { print } from '../../session/print.ts';
import { checkWritable } from '../output/output-file.ts';
import { commandVerdict, type EndedCommand } from './serve-command.ts';

/** The options of `serve` that have a meaning with `--judge` only. */
export interface JudgeOptions {
  signature: boolean;
  leaveNothing?: true;
  interactions?: string;
  tlsCert?: string;
  tlsKey?: string;
}

/** A server that says at its end what it found. */
export interface Judging extends Listening {
  /**
   * Prints the findings, with those on the command that made the requests where there is one. The exit code: 1 for a
   * violation or a conversation that differs from its record, 2 for a command that failed or where no
   * request could be judged.
   */
  conclude(command?: EndedCommand): 0 | 1 | 2;
}

/** Serves a double that judges what it is asked. */
export async function judging(
  service: Pick<DoubleOptions, 'contract' | 'service'>,
  { port, host, signature, leaveNothing, interactions, tlsCert, tlsKey }: JudgeOptions & { port: number; host: string },
): Promise<Judging> {
  const tls = tlsCert && tlsKey ? { tls: { cert: pem(tlsCert), key: pem(tlsKey) } } : {};
  if (interactions !== undefined && !existsSync(interactions)) checkWritable(interactions);
  const double = createDouble({ ...service, signed: signature, leaveNothing: leaveNothing === true });
  const listening = await listen(double, { port, host, ...tls });
  return {
    ...listening,
    conclude(command) {
      const report = double.report();
      const { text, exitCode } = command
        ? commandVerdict(double, command)
        : { text: reportText(report), exitCode: report.violations.length > 0 ? (1 as const) : (0 as const) };
      print(text);
      const difference = interactions === undefined ? undefined : differenceFrom(interactions);
      if (difference !== undefined) print(difference);
      if (difference !== undefined) return 1;
      if (exitCode !== 0 || double.judged > 0) return exitCode;
      print(
        report.requests === 0
          ? 'not judged: no request arrived; is the client told to send to this URL?'
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

function pem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}
