import { createHash } from 'node:crypto';
import { everyConfigPath, everyIdPath } from '../contracts/listing.ts';
import { configPath, etagPath, idPath, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { textsIn } from '../core/path.ts';

/**
 * Stand-ins for what a service makes up (ids, versions, names, ids of requests, times, an account's number): of the same
 * form as what they stand for, so that whatever is judged of the form stays true, and always the same ones for what came
 * in the same order. What was sent by the run itself stays as it is, and so does what is too short to tell anything.
 */
export interface Anonymiser {
  /** Takes note of the texts that a run sends. */
  sent(input: JsonObject): void;
  /** Learns what an answer brings that is new. */
  learn(outcome: Outcome): void;
  /** A stand-in for a text that is known beforehand. */
  standIn(text: string): string;
  /** With stand-ins. */
  swap(text: string): string;
  /** With what they stand for. */
  reveal(text: string): string;
  /** With stand-ins, and without anything that tells when it was and who was there. */
  hide(text: string): string;
}

/** All times are told as if this had been the beginning, in milliseconds since 1970. */
const EPOCH = Date.UTC(2000, 0, 1);

const TOKEN = /[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/g;
const TIME = /\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)((?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))/g;
/** A principal is named with all that stands behind its account. */
const PRINCIPAL = /\b(arn:aws[\w-]*:(?:iam|sts)::)\d{12}:[\w+=,.@/:-]+/g;
const ACCOUNT = /\b(arn:aws[\w-]*:[\w-]*:[\w-]*:)(\d{12})(?=:)/g;
const NO_ACCOUNT = '000000000000';
/** Access keys, signatures and hashes of requests. */
const CREDENTIAL = /\b(?:(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}|[0-9a-f]{64})\b/g;

/** Shorter values are no names: a counter, say, which needs no stand-in. */
const SHORTEST = 8;

/** `started`: milliseconds since 1970. `literal`: a text that has a given stand-in wherever it stands. */
export function createAnonymiser(
  contract: Contract,
  started: number,
  literal?: { real: string; standIn: string },
): Anonymiser {
  const learntAt = placesOf(contract);
  const shift = EPOCH - Math.floor(started / 1000) * 1000;
  const hidden = new Map<string, string>();
  const revealed = new Map<string, string>();
  const own = new Set<string>();
  let account: string | undefined;
  let count = 0;

  const learnToken = (token: string): void => {
    if (token.replace(/[^A-Za-z0-9]/g, '').length < SHORTEST) return;
    if (hidden.has(token) || revealed.has(token) || own.has(token)) return;
    let like: string;
    do like = disguise(token, ++count);
    while (revealed.has(like) || own.has(like));
    hidden.set(token, like);
    revealed.set(like, token);
  };
  const learnText = (text: Json | undefined): void => {
    if (typeof text === 'string') for (const [token] of text.matchAll(TOKEN)) learnToken(token);
  };
  const learnAccount = (_: string, before: string, number: string): string => {
    account ??= number;
    return before + NO_ACCOUNT;
  };
  const moved = (whole: string, moment: string, rest: string): string => {
    const time = Date.parse(`${moment}Z`);
    return own.has(whole) || Number.isNaN(time) ? whole : new Date(time + shift).toISOString().slice(0, 19) + rest;
  };

  const swap = (text: string): string =>
    (literal ? text.replaceAll(literal.real, literal.standIn) : text).replace(
      TOKEN,
      (token) => hidden.get(token) ?? (token === account ? NO_ACCOUNT : token),
    );

  return {
    sent(input) {
      for (const text of textsIn(input)) if (!revealed.has(text)) own.add(text);
    },
    learn(outcome) {
      if (outcome.kind === 'refused') learnText(outcome.error.requestId);
      if (outcome.kind !== 'response') return;
      for (const place of learntAt) for (const text of valuesAt(outcome.output, place)) learnText(text);
    },
    standIn(text) {
      learnText(text);
      return swap(text);
    },
    swap,
    hide(text) {
      const told = text
        .replace(PRINCIPAL, `$1${NO_ACCOUNT}:REMOVED`)
        .replace(ACCOUNT, learnAccount)
        .replace(CREDENTIAL, (found) => (own.has(found) ? found : 'REMOVED'))
        .replace(TIME, moved);
      return swap(told);
    },
    reveal(text) {
      return (literal ? text.replaceAll(literal.standIn, literal.real) : text)
        .replace(TOKEN, (token) => revealed.get(token) ?? token)
        .replace(ACCOUNT, (whole, before, number) =>
          number === NO_ACCOUNT && account !== undefined ? before + account : whole,
        );
    },
  };
}

/** What an answer brings that the service made up, by its place; what stands in lists is left out. */
export function madeUp(contract: Contract): (outcome: Outcome) => Map<string, string> {
  const places = placesOf(contract).filter((place) => !place.includes('*'));
  return (outcome) => {
    const found = new Map<string, string>();
    if (outcome.kind !== 'response') return found;
    for (const place of places) {
      const [value] = valuesAt(outcome.output, place);
      if (typeof value === 'string') found.set(place.join('.'), value);
    }
    return found;
  };
}

/** A text of the same form: letters for letters, digits for digits, what can be hexadecimal for the like. A dot ends it. */
function disguise(token: string, count: number): string {
  const digest = createHash('sha256').update(String(count)).digest();
  const end = token.includes('.') ? token.indexOf('.') : token.length;
  // The first letter often says what kind of thing it is.
  return [...token]
    .map((letter, index) => {
      const chance = digest[index % digest.length]! ^ (index >> 5);
      const set = index === 0 || index >= end ? undefined : SETS.find((one) => one.includes(letter));
      return set ? set[chance % set.length]! : letter;
    })
    .join('');
}

const SETS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];

/** A place in an output; `*` for every item of a list. */
type Place = readonly (string | number)[];

/** Where outputs hold what a service makes up: ids, versions, and names by which other things are named. */
function placesOf(contract: Contract): Place[] {
  const resources = Object.values(contract.resources);
  const names = (config: Path): Place[] =>
    resources.flatMap(({ dependsOn = [] }) =>
      dependsOn.map(({ path }) => [...config, ...path.map((key) => (typeof key === 'number' ? '*' : key))]),
    );
  return resources.flatMap((resource) => [
    idPath(resource),
    etagPath(resource),
    ...names(configPath(resource)),
    ...(resource.dependsOn ?? []).map(({ member }) => member),
    ...listedPlaces(resource, names),
  ]);
}

function listedPlaces(resource: Resource, names: (config: Path) => Place[]): Place[] {
  if (operationOf(resource, 'list') === undefined) return [];
  const config = everyConfigPath(resource);
  return [everyIdPath(resource), ...(config ? names(config) : [])];
}

function valuesAt(value: Json | undefined, [key, ...rest]: Place): (Json | undefined)[] {
  if (key === undefined) return [value];
  if (value === null || typeof value !== 'object') return [];
  if (key === '*') return Object.values(value).flatMap((inner) => valuesAt(inner, rest));
  return valuesAt((value as JsonObject)[key], rest);
}
