import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Json } from '../core/json.ts';
import type { Interaction, Interactions } from './interactions.ts';

/** How a conversation differs from its record: the first request that does, and each difference in it. Undefined where it does not. */
export function differenceOf(recorded: Interactions, now: Interactions): string | undefined {
  const most = Math.max(recorded.interactions.length, now.interactions.length);
  for (let index = 0; index < most; index += 1) {
    const difference = ofOne(recorded.interactions[index], now.interactions[index]);
    if (difference !== undefined) return `request ${index + 1}: ${difference}`;
  }
  return undefined;
}

function ofOne(before: Interaction | undefined, now: Interaction | undefined): string | undefined {
  if (before === undefined) return `${now?.call} is new`;
  if (now === undefined) return `${before.call} is missing`;
  if (before.call !== now.call) return `was ${before.call}, is ${now.call}`;
  const places = differences(before.input, now.input, '');
  if (before.answer !== now.answer) places.push(`the answer was ${before.answer}, is ${now.answer}`);
  return places.length === 0 ? undefined : `${now.call}: ${places.join('; ')}`;
}

function differences(before: Json | undefined, now: Json | undefined, place: string): string[] {
  if (isObject(before) && isObject(now)) {
    const members = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return members.flatMap((member) =>
      differences(before[member], now[member], place === '' ? member : `${place}.${member}`),
    );
  }
  const [was, is] = [JSON.stringify(before), JSON.stringify(now)];
  return was === is ? [] : [`${place === '' ? 'the body' : place} was ${was ?? 'absent'}, is ${is ?? 'absent'}`];
}

/** Lists are looked at like objects, by their positions. */
const isObject = (value: Json | undefined): value is { [member: string]: Json | undefined } =>
  typeof value === 'object' && value !== null;

export interface VerifyOptions {
  /** Writes the record anew in the place of comparing. */
  update?: boolean;
}

/**
 * Holds a conversation against the record in a file. Writes the file where there is none yet, but not in a build
 * (environment variable CI). Throws an error that names the first request that differs and how.
 */
export function verifyInteractions(file: string, now: Interactions, { update = false }: VerifyOptions = {}): void {
  const missing = !existsSync(file);
  if (missing && process.env.CI && !update) throw new Error(`there is no record ${file}`);
  if (missing || update) {
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    return;
  }
  const difference = differenceOf(JSON.parse(readFileSync(file, 'utf8')) as Interactions, now);
  if (difference !== undefined) throw new Error(`${file}: ${difference}`);
}
