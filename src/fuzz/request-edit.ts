import type { HttpRequest } from '../core/outcome.ts';
import { type ElementEdit, editElement } from './element-edit.ts';

/** A change of a request's bytes, as data. */
export type RequestEdit =
  /** Another query, as it stands after the question mark. */
  | { kind: 'query'; text: string }
  /** A header; null leaves it out. */
  | { kind: 'header'; name: string; value: string | null }
  | { kind: 'method'; value: string }
  | { kind: 'path'; how: (typeof PATHS)[number] }
  | ({ kind: 'element' } & ElementEdit)
  /** So many characters are left of the body. */
  | { kind: 'cut'; length: number };

export const PATHS = ['slash', 'double-slash', 'escaped', 'upper', 'fragment', 'parameters'] as const;

/** Makes the change. */
export function edited(request: HttpRequest, edit: RequestEdit): HttpRequest {
  switch (edit.kind) {
    case 'query':
      return { ...request, path: `${request.path.split('?')[0]}?${edit.text}` };
    case 'header': {
      const others = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== edit.name.toLowerCase());
      const own = edit.value === null ? [] : [[edit.name, edit.value] as [string, string]];
      return { ...request, headers: Object.fromEntries([...others, ...own]) };
    }
    case 'method':
      return { ...request, method: edit.value };
    case 'path': {
      const [path = '', query] = request.path.split('?');
      const changed = pathBy(path, edit.how);
      return { ...request, path: query === undefined ? changed : `${changed}?${query}` };
    }
    case 'element':
      return withText(request, (text) => editElement(text, edit));
    case 'cut':
      return withText(request, (text) => text.slice(0, edit.length));
  }
}

function pathBy(path: string, how: (typeof PATHS)[number]): string {
  const last = path.lastIndexOf('/') + 1;
  switch (how) {
    case 'slash':
      return `${path}/`;
    case 'double-slash':
      return path.replace(/\/(?=[^/]*$)/, '//');
    case 'escaped':
      return (
        path.slice(0, last) + [...path.slice(last)].map((one) => (/[a-z0-9]/i.test(one) ? hex(one) : one)).join('')
      );
    case 'upper':
      return path.toUpperCase();
    case 'fragment':
      return `${path}%23a`;
    case 'parameters':
      return `${path};a=b`;
  }
}

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function withText(request: HttpRequest, change: (text: string) => string): HttpRequest {
  const body = new TextEncoder().encode(change(new TextDecoder().decode(request.body)));
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) =>
      name.toLowerCase() === 'content-length' ? [name, String(body.length)] : [name, value],
    ),
  );
  return { ...request, headers, body };
}
