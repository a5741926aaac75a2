import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_TIMING } from '../../core/timing.ts';
import { PRESET_HELP } from './presets.ts';
import { endpointOf, positiveIntegerOf, positiveOf, regionOf, timeoutOf } from './values.ts';

/** Adds the options by which a command finds the one target that it talks to. */
export function addTargetOptions(command: Command): Command {
  return addTransportOptions(command)
    .option('--endpoint <url>', 'URL to judge; a path in it is kept', endpointOf)
    .option(
      '--handler <file>',
      'judge a module in process: its default export is a fetch function or a Node request listener',
    )
    .option('--nock', 'judge the reference through nock, which intercepts requests to the real address')
    .option('--start <command>', 'start this command before the run and stop it afterwards; the endpoint must be free')
    .option('--ready <url>', 'with --start: wait until this URL answers (default: the endpoint)', endpointOf);
}

/** Adds the options that say how requests are sent, wherever they go. */
export function addTransportOptions(command: Command): Command {
  return command
    .option('--config <file>', 'read options from this file (default: cloudfront-conformance.config.ts, .js or .json)')
    .option('--no-config', 'read no configuration file')
    .option('--preset <name>', PRESET_HELP)
    .option('--read-only', 'send only requests that read')
    .option('--sdk', 'send through the installed AWS SDK')
    .option('--module <file>', 'send through your own client: a module that exports a factory of functions')
    .addOption(
      new Option('--timeout <seconds>', 'how long to wait for a response')
        .argParser(timeoutOf)
        .default(DEFAULT_TIMING.timeout, String(DEFAULT_TIMING.timeout / 1000)),
    )
    .option('--rate <n/s>', 'send at most this many requests a second', rateOf)
    .option(
      '--budget <n>',
      'request budget: send at most this many requests; enough are reserved for cleanup',
      positiveIntegerOf,
    )
    .addOption(
      new Option('--header <name:value>', 'header to send with every request; repeatable')
        .argParser(headerOf)
        .default({}, 'none'),
    )
    .option('--region <name>', 'region to sign for', regionOf)
    .option('--ca <file>', 'also trust this certificate authority (PEM)')
    .option('--no-sign', 'send requests without a signature')
    .option('--allow-remote', 'allow requests to other machines')
    .option('--allow-aws', 'with --allow-remote: allow requests to AWS, where they create resources')
    .option('--profile <name>', 'sign with this profile from ~/.aws')
    .addOption(
      new Option('--credentials <source>', 'env: sign with AWS_ACCESS_KEY_ID and related variables').choices(['env']),
    );
}

function headerOf(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined || /[^\t\x20-\x7e]/.test(value))
    throw new InvalidArgumentError("give 'Name: value'");
  return { ...before, [name.toLowerCase()]: value };
}

function rateOf(text: string): number {
  return positiveOf(text.replace(/\/s$/, ''));
}
