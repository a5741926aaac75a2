import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../core/usage.ts';
import { warn } from '../session/print.ts';
import { VERSION } from '../session/version.ts';
import { allCommands, commandsFor } from './commands.ts';
import { applyConfig } from './options/config.ts';
import { checkOptions, takeOptions } from './options/option-check.ts';
import { unexpected } from './unexpected.ts';

/** Does what the words of a command line say, and leaves its exit code in `process.exitCode`. */
export async function program(words: readonly string[]): Promise<void> {
  const program = new Command('cloudfront-conformance')
    .description(
      "Judges any implementation of CloudFront's continuous deployment policies against CloudFront's documentation.",
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Examples:
  cloudfront-conformance run                                     judge the built-in reference
  cloudfront-conformance run --endpoint http://127.0.0.1:4566    judge an emulator
  cloudfront-conformance serve --port 4566                       start the reference for your own tests
  cloudfront-conformance validate CreateContinuousDeploymentPolicy request.json`,
    );

  for (const command of await commandsFor(words[0])) program.addCommand(command);
  program.hook('preAction', async (_, command) => {
    takeOptions(command);
    await applyConfig(command, allCommands);
    checkOptions(command);
  });
  exitOverride(program);

  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UsageError) {
      warn(error.message);
      process.exitCode = 2;
    } else unexpected(error, words.includes('--verbose'));
  }
}

/** The value of a header that is refused may be a secret, though its form is wrong. */
const withoutHeaders = (text: string): string =>
  text.replace(/(option '--header [^']*' argument ')[\s\S]*(' is invalid)/, '$1…$2');

/** Words that are wrong end with 2, as everything does that keeps us from judging. */
function exitOverride(command: Command): void {
  command.exitOverride();
  command.configureOutput({ writeErr: (text) => warn(withoutHeaders(text.replace(/\n$/, ''))) });
  // Every command takes it, since any may end unexpectedly; the program itself would take it from them.
  if (command.parent && !command.options.some(({ long }) => long === '--verbose'))
    command.addOption(new Option('--verbose', 'show where an unexpected error comes from').hideHelp());
  for (const inner of command.commands) exitOverride(inner);
}
