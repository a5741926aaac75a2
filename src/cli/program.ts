import { Command, CommanderError, Option } from 'commander';
import { didYouMean } from '../core/closest.ts';
import { UsageError } from '../core/usage.ts';
import { warn } from '../session/print.ts';
import { VERSION } from '../session/version.ts';
import { allCommands, commandsFor, isCommand } from './commands.ts';
import { mistakeLine } from './mistake.ts';
import { applyConfig } from './options/config.ts';
import { checkOptions, takeOptions } from './options/option-check.ts';
import { foldedHelp } from './output/help-lines.ts';
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
  cloudfront-conformance run --endpoint http://127.0.0.1:4566
  cloudfront-conformance show 1
  cloudfront-conformance serve --port 4566
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
    refuseUnknownHelp(words, program);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UsageError) {
      warn(error.message);
      process.exitCode = 2;
    } else unexpected(error, words.includes('--verbose'));
  }
}

/** Of an unknown command, commander would show the help of the program. Throws a UsageError. */
function refuseUnknownHelp([first, second]: readonly string[], { commands }: Command): void {
  const isAsked = second === '--help' || second === '-h';
  const name = first === 'help' ? second : isAsked ? first : undefined;
  if (name === undefined || name.startsWith('-') || name === 'help') return;
  if (!isCommand(name)) {
    const hint = didYouMean(
      name,
      commands.map((command) => command.name()),
    );
    throw new UsageError(`there is no command ${name}${hint || '; --help lists the commands'}`);
  }
}

/** The value of a header that is refused may be a secret, though its form is wrong. */
const withoutHeaders = (text: string): string =>
  text.replace(/(option '--header [^']*' argument ')[\s\S]*(' is invalid)/, '$1…$2');

/** Columns of help, also where a terminal has more, and the fewest for a description. */
const WIDEST = 80;
const NARROWEST = 16;

/** Mistaken words end with 2, as everything does that prevents a verdict. */
function exitOverride(command: Command): void {
  command.exitOverride();
  const width = Math.min(process.stdout.columns || WIDEST, WIDEST);
  command.configureHelp({
    helpWidth: width,
    minWidthToWrap: NARROWEST,
    // With their arguments, names would leave too few columns for what the commands do.
    ...(command.parent ? {} : { subcommandTerm: (inner) => inner.name() }),
  });
  command.configureOutput({
    writeOut: (text) => void process.stdout.write(foldedHelp(text, width)),
    writeErr: (text) => {
      if (command.parent && /^\s*Examples?:/.test(text)) return;
      const isHelp = !command.parent && !/^(error:|\(Did)/.test(text);
      warn(isHelp ? text.trimEnd() : mistakeLine(withoutHeaders(text), command));
    },
  });
  // Every command takes it, since any may end unexpectedly; the program itself would take it from them.
  if (command.parent && !command.options.some(({ long }) => long === '--verbose'))
    command.addOption(new Option('--verbose', 'show where an unexpected error comes from').hideHelp());
  refuseSecondTarget(command);
  for (const inner of command.commands) exitOverride(inner);
}

/** Options that name what is judged: of two values the first would be passed over in silence. */
const ONCE = ['endpoint', 'handler', 'module', 'fromCassette'];

function refuseSecondTarget(command: Command): void {
  for (const option of command.options.filter((one) => ONCE.includes(one.attributeName()))) {
    let times = 0;
    command.on(`option:${option.name()}`, () => {
      if (++times > 1) throw new UsageError(`${option.long} is given twice; give it once`);
    });
  }
}
