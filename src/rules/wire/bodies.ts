import type { HttpRequest } from '../../core/outcome.ts';

/** A change of the bytes of a request that is well-formed and supported. */
export type Spoil = (request: HttpRequest) => HttpRequest;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const textOf = ({ body }: HttpRequest): string => decoder.decode(body);

/** The same request with another body. */
export function withBody(request: HttpRequest, body: string | Uint8Array): HttpRequest {
  return { ...request, body: typeof body === 'string' ? encoder.encode(body) : body };
}

/** Rewrites the body as text. */
export function body(change: (text: string) => string): Spoil {
  return (request) => withBody(request, change(textOf(request)));
}

/** What a document says, as JSON: an element with others inside is an object. */
export function asJson(text: string): string {
  const parts = text.matchAll(/<(\/?)([A-Za-z]\w*)[^>]*?(\/?)>([^<]*)/g);
  const root: Record<string, unknown> = {};
  const open: { name: string; value: Record<string, unknown>; text: string }[] = [{ name: '', value: root, text: '' }];
  const put = (name: string, value: unknown): void => {
    open.at(-1)!.value[name] = value;
  };
  for (const [, slash, name = '', empty, content = ''] of parts) {
    if (slash) {
      const closed = open.pop()!;
      put(closed.name, Object.keys(closed.value).length > 0 ? closed.value : closed.text);
    } else if (empty) put(name, '');
    else open.push({ name, value: {}, text: content });
  }
  return JSON.stringify(root);
}

/** Puts text right behind the start tag of the root element. */
export function inRoot(insertion: string): Spoil {
  return body((text) => text.replace(/<([A-Za-z]\w*)((?:\s[^>]*)?)>/, (tag) => tag + insertion));
}

/** Puts text before the root element, behind the XML declaration. */
export function beforeRoot(insertion: string | ((root: string) => string)): Spoil {
  return body((text) => {
    const declaration = /^<\?xml[^>]*\?>\s*/.exec(text)?.[0] ?? '';
    const rest = text.slice(declaration.length);
    const root = /^<([A-Za-z]\w*)/.exec(rest)?.[1] ?? '';
    return declaration + (typeof insertion === 'string' ? insertion : insertion(root)) + rest;
  });
}

/** Changes the text of the first element that has text and no child, and is no number or boolean. */
export function inText(change: (text: string) => string): Spoil {
  return body((text) =>
    text.replace(/>((?!true<|false<|[\d.]+<)[^<>]+)<\//, (_, inner: string) => `>${change(inner)}</`),
  );
}

/** Changes the headers. */
export function headers(change: (headers: Record<string, string>) => Record<string, string>): Spoil {
  return (request) => ({ ...request, headers: change({ ...request.headers }) });
}
