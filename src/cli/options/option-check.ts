import type { Command, Option } from 'commander';
import { UsageError } from '../../core/usage.ts';
import { OPTION_RULES, type OptionRules } from './option-rules.ts';

/** Refuses options that contradict each other or lack one that they need, from flags and from a file. Throws a UsageError. */
export function checkOptions(command: Command): void {
  const given = givenOptions(command);
  const flag = (name: string): string => flagOf(command, name);
  const from = (...names: string[]): string => {
    const filed = names.filter((name) => command.getOptionValueSource(name) === 'config');
    return filed.length === 0 ? '' : ` (${filed.map(flag).join(' and ')} from the configuration file)`;
  };
  for (const { needs = {}, excludes = {}, instead = {}, refuses = {} } of rulesFor(command)) {
    for (const [name, why] of Object.entries(refuses))
      if (given.has(name))
        throw new UsageError(`${command.name()} cannot be used with ${flag(name)}: ${why}${from(name)}`);
    for (const [name, others] of Object.entries(excludes)) {
      const other = given.has(name) ? others.find((one) => given.has(one)) : undefined;
      if (other !== undefined)
        throw new UsageError(
          `${flag(name)} cannot be used with ${flag(other)}${from(name, other)}${instead[name] === undefined ? '' : `; ${instead[name]}`}`,
        );
    }
    for (const [name, any] of Object.entries(needs))
      if (given.has(name) && !any.some((one) => given.has(one)))
        throw new UsageError(`${flag(name)} needs ${any.map(flag).join(' or ')}${from(name)}`);
  }
}

/**
 * Of what a configuration file says, the options that give way to flags: those that a flag excludes, and those that need
 * one of these.
 */
export function givingWay(command: Command, filed: readonly string[]): Set<string> {
  const flags = givenOptions(command);
  const rules = rulesFor(command);
  const excluded = (one: string, other: string): boolean =>
    rules.some(({ excludes = {} }) => excludes[one]?.includes(other) || excludes[other]?.includes(one));
  const gone = new Set(filed.filter((name) => [...flags].some((flag) => excluded(name, flag))));
  const isLost = (name: string): boolean =>
    rules.some(({ needs = {} }) => {
      const any = needs[name] ?? [];
      return (
        any.some((one) => gone.has(one)) &&
        !any.some((one) => flags.has(one) || (filed.includes(one) && !gone.has(one)))
      );
    });
  for (let before = -1; before < gone.size; ) {
    before = gone.size;
    for (const name of filed) if (!flags.has(name) && isLost(name)) gone.add(name);
  }
  return gone;
}

/**
 * Gives a command the options that stand elsewhere on the command line: an argument that stands for one, such as an endpoint,
 * and those that its parent command read, since it has some of the same name. Throws a UsageError for one that is given twice
 * or that the command does not have.
 */
export function takeOptions(command: Command): void {
  for (let parent = command.parent; parent?.parent; parent = parent.parent)
    for (const name of givenOptions(parent)) {
      if (!command.options.some((option) => option.attributeName() === name))
        throw new UsageError(`${wordsOf(command)} does not take ${flagOf(parent, name)}`);
      command.setOptionValueWithSource(name, parent.getOptionValue(name), 'cli');
    }
  for (const [index, argument] of command.registeredArguments.entries()) {
    const value: unknown = command.processedArgs[index];
    const name = argument.name();
    if (value === undefined || !command.options.some((option) => option.attributeName() === name)) continue;
    if (command.getOptionValueSource(name) === 'cli')
      throw new UsageError(`the ${name} is given twice, as an argument and with ${flagOf(command, name)}`);
    command.setOptionValueWithSource(name, value, 'cli');
  }
}

/** The options that were given by a flag or a file and say something: a switch that is off does not. */
function givenOptions(command: Command): Set<string> {
  const names = new Set(command.options.map((option) => option.attributeName()));
  return new Set(
    [...names].filter((name) => {
      const source = command.getOptionValueSource(name);
      if (source !== 'cli' && source !== 'config') return false;
      const value: unknown = command.getOptionValue(name);
      if (typeof value === 'boolean') return optionOf(command, name, value)?.negate === !value;
      return !(Array.isArray(value) && value.length === 0);
    }),
  );
}

const flagOf = (command: Command, name: string): string =>
  optionOf(command, name, command.getOptionValue(name))?.long ?? `--${name}`;

/** Of a switch with a `--no-` form, the one that gives this value. */
function optionOf(command: Command, name: string, value: unknown): Option | undefined {
  const options = command.options.filter((option) => option.attributeName() === name);
  return options.find(({ negate }) => negate === (value === false)) ?? options[0];
}

const rulesFor = (command: Command): readonly OptionRules[] => OPTION_RULES[wordsOf(command)] ?? [];

/** The words of a command without those of the program: `traffic plan`. */
function wordsOf(command: Command): string {
  const words = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) words.unshift(at.name());
  return words.length === 0 ? command.name() : words.join(' ');
}
