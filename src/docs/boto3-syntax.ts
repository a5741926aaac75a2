import type { PageEntry } from './operation-page.ts';

/** The words for the placeholders of a syntax block. A placeholder that is not among them is no type at all. */
const PLACEHOLDERS: Record<string, string> = {
  "'string'": 'string',
  '123': 'integer',
  '123.0': 'double',
  '...': 'float',
  'True|False': 'boolean',
  'datetime(2015, 1, 1)': 'datetime',
  "b'bytes'": 'bytes',
  "b'bytes'|file": 'bytes',
  'StreamingBody()': 'bytes',
};

const TOKEN = /datetime\([^)]*\)|StreamingBody\(\)|b?'[^']*'|[{}[\],:=|()]|[^\s{}[\],:=|()']+/g;

/** Thrown where a syntax block can't be followed. */
export class UnreadableSyntax extends Error {}

/**
 * Reads `client.method(Name={...}, ...)` (a request) or `{...}` (an answer) as the Python client's documentation writes them.
 * Gives the method's name where there is one, and the members.
 */
export function readSyntax(text: string): { call?: string; entries: PageEntry[] } {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const next = (): string => {
    const token = tokens[at++];
    if (token === undefined) throw new UnreadableSyntax('the syntax block ends too early');
    return token;
  };
  const expect = (token: string): void => {
    const got = next();
    if (got !== token) throw new UnreadableSyntax(`the syntax block has ${got} where ${token} should stand`);
  };

  const readMembers = (close: string, separator: string): PageEntry[] => {
    const members: PageEntry[] = [];
    while (tokens[at] !== close) {
      const name = next();
      expect(separator);
      members.push(readValue(name.replace(/^'|'$/g, '')));
      if (tokens[at] === ',') at++;
    }
    at++;
    return members;
  };

  const readValue = (name: string | null): PageEntry => {
    if (tokens[at] === '{') {
      at++;
      return { name, type: 'dict', prose: [], inner: readMembers('}', ':') };
    }
    if (tokens[at] === '[') {
      at++;
      const item = readValue(null);
      if (tokens[at] === ',') at++;
      expect(']');
      return { name, type: 'list', prose: [], inner: [item] };
    }
    const alternatives = [next()];
    while (tokens[at] === '|') {
      at++;
      alternatives.push(next());
    }
    return scalar(name, alternatives);
  };

  if (tokens[0] === '{') {
    at = 1;
    return { entries: readMembers('}', ':') };
  }
  const call = /client\.(\w+)$/.exec(tokens[2] ?? '')?.[1];
  if (tokens[0] !== 'response' || tokens[1] !== '=' || call === undefined) {
    throw new UnreadableSyntax('the request syntax is no call of a client');
  }
  at = 3;
  expect('(');
  return { call, entries: readMembers(')', '=') };
}

function scalar(name: string | null, alternatives: string[]): PageEntry {
  const placeholder = alternatives.join('|');
  const type = PLACEHOLDERS[placeholder];
  if (type !== undefined) return { name, type, prose: [], inner: [] };
  if (alternatives.every((each) => /^'[^']*'$/.test(each))) {
    return { name, type: 'string', values: alternatives.map((each) => each.slice(1, -1)), prose: [], inner: [] };
  }
  return { name, type: `unknown (${placeholder})`, prose: [], inner: [] };
}
