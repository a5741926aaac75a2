import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../core/closest.ts';
import type { Shard } from '../../core/event.ts';
import { PHASES, type Phase } from '../../core/rule.ts';

/** Readers of option values; each throws an InvalidArgumentError that says what to give. */

export function endpointOf(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InvalidArgumentError(urlProblem(text));
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new InvalidArgumentError('a URL must begin with http:// or https://');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('give a URL without a user, a query and a fragment; secrets go into --header');
  return url;
}

/** Why a text is not a URL, as far as that can be seen. */
function urlProblem(text: string): string {
  const port = /^https?:\/\/[^/]*:(\d+)/i.exec(text)?.[1];
  if (port !== undefined && Number(port) > 65_535) return 'a port is at most 65535';
  return 'give a URL such as http://127.0.0.1:4566';
}

export const integerOf = (text: string): number => wholeNumber(text, 0);

export const positiveIntegerOf = (text: string): number => wholeNumber(text, 1);

/** Rules that may be judged at the same time. */
const MOST_LANES = 256;

export function concurrencyOf(text: string): number {
  const value = positiveIntegerOf(text);
  if (value > MOST_LANES) throw new InvalidArgumentError(`give at most ${MOST_LANES}`);
  return value;
}

function wholeNumber(text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
    throw new InvalidArgumentError(`give a whole number from ${least} up`);
  return value;
}

export function positiveOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('give a number greater than 0');
  return value;
}

/** Seconds of a day, and hours. Node's timers count up to 24 days, and end at once where they are given more. */
const LONGEST = 86_400;
const MOST_HOURS = 500;

/** Reads seconds to wait for a response, more than 0, which may be a fraction. Gives milliseconds. */
export function timeoutOf(text: string): number {
  const value = positiveOf(text);
  if (value > LONGEST) throw new InvalidArgumentError(`give at most ${LONGEST} seconds, a day`);
  return value * 1000;
}

/** Seconds, which may be a fraction, as milliseconds. */
export function secondsOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('give seconds, such as 2 or 0.5');
  if (value > LONGEST) throw new InvalidArgumentError(`give at most ${LONGEST} seconds, a day`);
  return value * 1000;
}

/** Phases with commas between them, as a run knows them and in its order. */
export function phasesOf(text: string): Phase[] {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !PHASES.some((phase) => phase === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(
      unknown === ''
        ? `give phases with commas between them: ${PHASES.join(', ')}`
        : `there is no phase ${unknown}${didYouMean(unknown, PHASES) || `; there are ${PHASES.join(', ')}`}`,
    );
  return PHASES.filter((phase) => wanted.includes(phase));
}

/** Reads `k/n`. */
export function shardOf(text: string): Shard {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count)) throw new InvalidArgumentError('give k/n, from 1/n to n/n');
  return shard;
}

/** Reads a text that says something. */
export function textOf(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('give a text that is not empty');
  return text;
}

const UNITS = { s: 1, m: 60, h: 3600 } as const;

/** Reads `90s`, `10m`, `2h`; gives seconds. */
export function durationOf(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('give a time such as 90s, 10m or 2h');
  const seconds = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (seconds === 0) throw new InvalidArgumentError('give a time above 0');
  if (seconds > MOST_HOURS * UNITS.h) throw new InvalidArgumentError(`give at most ${MOST_HOURS}h`);
  return seconds;
}

/** Reads `name=URL`. */
export function targetOf(text: string, before: { name: string; endpoint?: URL }[]): { name: string; endpoint?: URL }[] {
  const [, name = '', url = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('give name=URL, or name=reference for the built-in reference');
  if (before.some((other) => other.name === name)) throw new InvalidArgumentError(`there are two targets ${name}`);
  return [...before, { name, ...(url === 'reference' ? {} : { endpoint: endpointOf(url) }) }];
}

/** Of an option that may be given several times, all that it was given. */
export const collect = (text: string, before: string[]): string[] => [...before, text];

export function regionOf(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('give a region such as us-east-1');
  return text;
}
