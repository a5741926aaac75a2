/** What an answer is looked at for. */
interface Marked {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** Shows that the staging distribution served an answer. */
export interface Marker {
  matches(answer: Marked): boolean;
  /** Name of the header that is looked at, in lower case. */
  header?: string;
  /** Whether the body must be read. */
  body: boolean;
}

/** Reads `header:NAME=VALUE`, `body:REGEX` or `status:N`; undefined for anything else. */
export function parseMarker(text: string): Marker | undefined {
  const header = /^header:([^=\s]+)=(.*)$/.exec(text);
  if (header) {
    const [name, value] = [header[1]!.toLowerCase(), header[2]!];
    return { header: name, body: false, matches: ({ headers }) => headers[name] === value };
  }
  const status = /^status:([1-5]\d\d)$/.exec(text);
  if (status) return { body: false, matches: (answer) => answer.status === Number(status[1]) };
  if (!text.startsWith('body:') || text === 'body:') return undefined;
  try {
    const pattern = new RegExp(text.slice('body:'.length));
    return { body: true, matches: ({ body }) => pattern.test(body) };
  } catch {
    return undefined;
  }
}
