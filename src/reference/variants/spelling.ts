import { answers, bodyText, requests, withBody } from '../rewriting.ts';
import type { Variant } from './variant.ts';

const quoted = (etag: string): string => `"${etag}"`;
const bare = (etags: string): string => etags.replaceAll('"', '');

const dropped = (text: string): string => text.replace(/<Items\/>|<Items><\/Items>/g, '');

/** Puts the children of every element the other way round, but for lists, whose order means something. */
function reversed(text: string): string {
  const [, head = '', root = ''] = /^(<\?xml[^>]*>\s*)?(.*)$/s.exec(text) ?? [];
  return head + reversedElement(root);
}

function reversedElement(text: string): string {
  const [, start, name, content, end] = /^(<([A-Za-z]+)[^>]*>)(.*)(<\/\2>)$/s.exec(text) ?? [];
  if (start === undefined || content === undefined || end === undefined || !content.startsWith('<')) return text;
  const children = childrenOf(content).map(reversedElement);
  return start + (name === 'Items' ? children : children.reverse()).join('') + end;
}

function childrenOf(content: string): string[] {
  const children: string[] = [];
  let depth = 0;
  let from = 0;
  for (const match of content.matchAll(/<(\/?)[A-Za-z]+[^>]*?(\/?)>/g)) {
    if (match[1]) depth -= 1;
    else if (!match[2]) depth += 1;
    if (depth > 0) continue;
    const to = match.index + match[0].length;
    children.push(content.slice(from, to));
    from = to;
  }
  return children;
}

/** Line ends and blanks between tags that have nothing between them, so that no text is changed. */
function indented(text: string): string {
  let depth = 0;
  return text
    .replace(/^<\?xml[^>]*>\s*/, '')
    .replace(/<(\/?)[^>]*?(\/?)>(?=(<(\/?))?)/g, (tag, closes, empty, next, nextCloses) => {
      if (closes) depth -= 1;
      else if (!empty) depth += 1;
      const isLeaf = !closes && !empty && nextCloses;
      return next === undefined || isLeaf ? tag : `${tag}\n${'  '.repeat(nextCloses ? depth - 1 : depth)}`;
    });
}

const body = (change: (text: string) => string) =>
  answers((response) => (response.body.length === 0 ? response : withBody(response, change(bodyText(response)))));

/** Other spellings of the same answers. */
export const spellingVariants: Variant[] = [
  {
    name: 'etags-quoted',
    about: 'ETags are in quotation marks, as RFC 9110 has them, and taken with or without.',
    handle: (next, context) => {
      const inwards = requests((request) => {
        const ifMatch = request.headers['if-match'];
        return ifMatch === undefined
          ? request
          : { ...request, headers: { ...request.headers, 'if-match': bare(ifMatch) } };
      });
      const outwards = answers((response) => {
        const { etag } = response.headers;
        return etag === undefined ? response : { ...response, headers: { ...response.headers, etag: quoted(etag) } };
      });
      return outwards(inwards(next, context), context);
    },
  },
  {
    name: 'location-path',
    about: 'Location is a path.',
    handle: answers((response) => {
      const { location } = response.headers;
      if (location === undefined) return response;
      return { ...response, headers: { ...response.headers, location: new URL(location).pathname } };
    }),
  },
  {
    name: 'location-here',
    about: 'Location names the host that was asked.',
    handle: answers((response, { headers: { host = 'localhost' } }) => {
      const { location } = response.headers;
      if (location === undefined) return response;
      return { ...response, headers: { ...response.headers, location: `http://${host}${new URL(location).pathname}` } };
    }),
  },
  {
    name: 'pretty-printed',
    about: 'Answers are pretty-printed, with a declaration and elements that nobody knows.',
    handle: body((text) => {
      const extra = text.replace(
        /(<(ContinuousDeploymentPolicy|Distribution|ErrorResponse)\b[^>]*>)/,
        '$1<Extra><Deep>1</Deep></Extra>',
      );
      return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!-- made by hand -->\n${indented(extra)}\n`;
    }),
  },
  { name: 'empty-lists-left-out', about: 'Lists without items are left out.', handle: body(dropped) },
  { name: 'children-reversed', about: 'Child elements come in another order.', handle: body(reversed) },
  {
    name: 'prefixed',
    about: 'Answers use a namespace prefix.',
    handle: body((text) => text.replace(/<(\/?)([A-Z])/g, '<$1cf:$2').replace('xmlns=', 'xmlns:cf=')),
  },
  {
    name: 'texts-in-cdata',
    about: 'Answers begin with a byte order mark and have what is between tags in CDATA sections.',
    handle: body((text) => `\ufeff${text.replace(/>([^<>&]*[^<>&\s][^<>&]*)</g, '><![CDATA[$1]]><')}`),
  },
  {
    name: 'times-in-whole-seconds',
    about: 'Times have no fractions of seconds.',
    handle: body((text) => text.replaceAll(/(Time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z</g, '$1Z<')),
  },
  {
    name: 'content-type-with-charset',
    about: 'Content types carry a character set.',
    handle: answers((response) =>
      response.headers['content-type'] === undefined
        ? response
        : { ...response, headers: { ...response.headers, 'content-type': 'application/xml; charset=utf-8' } },
    ),
  },
];
