import { changes } from '../core/changes.ts';
import type { Finding } from '../core/event.ts';
import type { Json } from '../core/json.ts';
import { valueAt } from '../core/path.ts';
import { shortened } from '../core/shortened.ts';

/** Differences from a supported request that are told, and characters of a value. */
const TOLD = 2;
const SHOWN = 60;

/** Characters of what came back. */
const TELLING = 120;

/** A finding as one sentence that somebody can act on: who did what, with the values that matter. */
export function headlineOf(finding: Finding): string {
  const { operation, demands, expected, actual } = finding;
  const outcome = finding.steps.at(-1)?.outcome ?? '';
  const sent = sentText(finding);
  if (wantsRefusal(finding) && /^2\d\d\b/.test(outcome))
    return `${operation} accepted ${sent ?? 'the request'} (${outcome}): ${demandOf(finding)}`;
  if (!wantsRefusal(finding) && /^[45]\d\d\b/.test(outcome) && expected === 'success')
    return `${operation} refused ${sent ?? 'the request'} (${outcome}): ${demands}`;
  return `${operation}: ${demands}, but ${butText(actual)}`;
}

const wantsRefusal = ({ capsule: reproducer, expected }: Finding): boolean =>
  reproducer?.wanted?.success === false || /^a refusal\b/.test(expected);

function butText(actual: string): string {
  const told = shortened(actual, TELLING);
  return /^(it|there|the|a|an|no) /i.test(told) ? told : `got ${told}`;
}

/** What is wrong with the decisive request, or else what sets it apart from a supported one: `IdleTTL 301`, `no Enabled`. */
function sentText({ steps, supported, path }: Finding): string | undefined {
  const decisive = steps.at(-1);
  if (!decisive) return undefined;
  const value = path && path.length > 0 ? valueAt(decisive.input, path) : undefined;
  if (path && value !== undefined && typeof value !== 'object') return `${placeText(path)} ${valueText(value)}`;
  if (!supported) return undefined;
  const differing = changes(supported, decisive.input);
  if (differing.length === 0 || differing.length > TOLD) return undefined;
  return differing
    .map(({ path, after }) =>
      after === undefined ? `no ${placeText(path)}` : `${placeText(path)} ${valueText(after)}`,
    )
    .join(' and ');
}

/** The demand with the values of the members beside the broken one that it speaks of: `MaximumTTL (300)`. */
export function demandOf({ demands, path, steps }: Finding): string {
  const [own] = path?.filter((key) => typeof key === 'string').slice(-1) ?? [];
  const beside = path && valueAt(steps.at(-1)?.input, path.slice(0, -1));
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) return demands;
  let told = demands;
  for (const [member, value] of Object.entries(beside))
    if (/^\w+$/.test(member) && member !== own && (typeof value === 'number' || typeof value === 'string'))
      told = told.replace(new RegExp(`\\b${member}\\b(?! \\()`), () => `${member} (${valueText(value)})`);
  return told;
}

/** The last name in a path, with its position where it is in a list. */
function placeText(path: readonly (string | number)[]): string {
  const at = path.findLastIndex((key) => typeof key === 'string');
  return `${path[at] ?? 'the input'}${path
    .slice(at + 1)
    .map((index) => `[${index}]`)
    .join('')}`;
}

function valueText(value: Json): string {
  const text =
    typeof value === 'object' ? JSON.stringify(value) : typeof value === 'string' ? `"${value}"` : `${value}`;
  return shortened(text, SHOWN);
}
