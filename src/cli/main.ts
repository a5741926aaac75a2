#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { allCommands, commandsFor } from './commands.ts';
import { applyConfig } from './config.ts';
import { UsageError } from './usage.ts';

/** The SDK's remark on the Node version is not ours to print. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

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

for (const command of await commandsFor(process.argv[2])) program.addCommand(command);
program.hook('preAction', (_, command) => applyConfig(command, allCommands));

/** Words that are wrong end with 2, as everything does that keeps us from judging. */
function exitOverride(command: Command): void {
  command.exitOverride();
  for (const inner of command.commands) exitOverride(inner);
}
exitOverride(program);

/** A reader that has seen enough, such as head, is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
