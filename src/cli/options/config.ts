import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { didYouMean } from '../../core/closest.ts';
import { UsageError } from '../../core/usage.ts';
import { configProblem } from '../../formats/config.ts';
import type { ConfigFile, ConfigOptions, ConfigValue } from '../../session/config-file.ts';
import { isConfigured } from '../commands.ts';
import { configSchema, isList, optionsOf } from './config-schema.ts';
import { givingWay } from './option-check.ts';
import { PRESETS } from './presets.ts';

const FILES = ['ts', 'js', 'json'].map((extension) => `cloudfront-conformance.config.${extension}`);

/**
 * Puts what a configuration file and a preset say where no flag says otherwise. `all`: every command, whose options a file may
 * hold; those that this one lacks are passed over. Throws a UsageError.
 */
export async function applyConfig(command: Command, all: () => Promise<Command[]>): Promise<void> {
  const { config: wanted, preset: named } = command.opts<{ config?: string | false; preset?: string }>();
  if (wanted === undefined && !isConfigured(command)) return;
  const file = wanted === false ? undefined : (wanted ?? FILES.find((name) => existsSync(name)));
  const { config, at } = file === undefined ? NO_CONFIG : await readConfig(file, (await all()).filter(isConfigured));
  const { $schema: _, profiles = {}, ...own } = config;
  const preset = named ?? (typeof own.preset === 'string' ? own.preset : undefined);
  const set = preset === undefined ? {} : presetNamed(preset, profiles);
  const filed = { ...set, ...(own as ConfigOptions) };
  const gone = givingWay(command, Object.keys(filed));
  for (const [name, value] of Object.entries(filed)) {
    const options = optionsOf(command).filter((option) => option.attributeName() === name);
    const option = options.find(({ negate }) => negate === (value === false)) ?? options[0];
    if (!option || gone.has(name) || command.getOptionValueSource(name) === 'cli') continue;
    const filedAt = own[name] === undefined ? (profiles[preset!] ? ['profiles', preset!, name] : undefined) : [name];
    const place = filedAt ? at(filedAt) : `the preset ${preset}`;
    command.setOptionValueWithSource(name, parsed(option, value, place), 'config');
  }
}

interface ReadConfig {
  config: ConfigFile;
  /** The file, and in it the line of a member where that is known. */
  at: (path: string[]) => string;
}

const NO_CONFIG: ReadConfig = { config: {}, at: () => '' };

/** Reads a configuration file. Throws a UsageError that names the place where it is wrong. */
async function readConfig(file: string, judging: readonly Command[]): Promise<ReadConfig> {
  const { value, at } = await contentOf(file);
  if (value === undefined || value === null)
    throw new UsageError(`${file} holds no options; give an object such as { "endpoint": "http://127.0.0.1:4566" }`);
  const problem = configProblem(configSchema(judging), value);
  if (!problem) return { config: value as ConfigFile, at };
  if (problem.unknown === undefined) throw new UsageError(`${at(problem.path)}: ${problem.text}`);
  const names = [...new Set(judging.flatMap(optionsOf).map((option) => option.attributeName()))];
  throw new UsageError(
    `${at(problem.path)}: there is no option ${problem.unknown}${didYouMean(problem.unknown, names)}`,
  );
}

/** What a configuration file holds, and how a place in it is named: a JSON file's with its line. */
async function contentOf(file: string): Promise<{ value: unknown; at: (path: string[]) => string }> {
  if (file.endsWith('.json')) {
    const { readJson } = await import('../../formats/json-file.ts');
    const { value, lineOf } = readJson(file, 'give a configuration file');
    return { value, at: (path) => `${file}:${lineOf(path)}` };
  }
  if (!/\.[cm]?[jt]s$/.test(file) && existsSync(file))
    throw new UsageError(`${file} is no configuration file; its name must end in .ts, .js or .json`);
  const { importFile } = await import('../../session/load-module.ts');
  return { value: await importFile(file), at: () => file };
}

function presetNamed(name: string, profiles: Record<string, ConfigOptions>): ConfigOptions {
  const found = profiles[name] ?? PRESETS[name]?.options;
  if (found) return found;
  const names = [...Object.keys(PRESETS), ...Object.keys(profiles)];
  throw new UsageError(`there is no preset ${name}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`);
}

/** A value as the flag would read it. */
function parsed(option: Option, value: ConfigValue, place: string): unknown {
  if (typeof value === 'boolean') return value;
  const texts = typeof value === 'object' ? value : [String(value)];
  if (!option.parseArg) return isList(option) ? texts : texts[0];
  try {
    return texts.reduce<unknown>((before, text) => option.parseArg!(text, before), option.defaultValue);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(`${place}: ${option.attributeName()} can't be ${texts.join(', ')}: ${error.message}`);
  }
}
