import { warn } from '../session/print.ts';

/** Tells of an error that nobody foresaw: in one line, with `verbose` its stack too. The process then ends with 2. */
export function unexpected(error: unknown, verbose: boolean): void {
  const { message = String(error), stack } = error instanceof Error ? error : ({} as Partial<Error>);
  const [first = ''] = message.split('\n');
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall === 'write' && (code === 'ENOSPC' || code === 'EDQUOT')) {
    warn(`the output can't be written (${code}); free space on the disk`);
    process.exitCode = 2;
    return;
  }
  warn(
    `unexpected error: ${first}; this is a bug in cloudfront-conformance: please report it with ${verbose ? 'what follows' : 'what --verbose shows'}`,
  );
  if (verbose && stack !== undefined) warn(stack);
  process.exitCode = 2;
}
