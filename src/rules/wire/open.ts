import { beforeRoot, body, headers, inRoot, inText, type Spoil, textOf, withBody } from './bodies.ts';

/** A request in a form of which no page speaks. If it is accepted, what was meant is what is stored. */
export interface Unusual {
  id: string;
  demands: string;
  spoil: Spoil;
  /** Nobody can say what was meant. */
  ambiguous?: boolean;
}

export const unusual: readonly Unusual[] = [
  { id: 'wire.unknown-element', demands: 'with an unknown element', spoil: inRoot('<Unknown>1</Unknown>') },
  {
    id: 'wire.repeated-element',
    demands: 'with an element that stands twice',
    spoil: body((text) => text.replace(/<(\w+)>([^<]+)<\/\1>/, '$&$&')),
    ambiguous: true,
  },
  {
    id: 'wire.unknown-attribute',
    demands: 'with unknown attributes',
    spoil: body((text) => text.replaceAll(/<([A-Za-z]\w*)>/g, '<$1 unknown="1">')),
  },
  { id: 'wire.element-order', demands: 'with its elements in another order', spoil: body(reversed) },
  { id: 'wire.comments', demands: 'with comments', spoil: inRoot('<!-- a comment -->') },
  {
    id: 'wire.processing-instruction',
    demands: 'with a processing instruction',
    spoil: beforeRoot('<?unknown instruction?>'),
  },
  {
    id: 'wire.cdata',
    demands: 'with text in CDATA sections',
    spoil: inText((text) => (text.includes('&') ? text : `<![CDATA[${text}]]>`)),
  },
  {
    id: 'wire.character-references',
    demands: 'with text in character references',
    spoil: inText((text) =>
      text.includes('&') ? text : [...text].map((c) => `&#x${c.codePointAt(0)!.toString(16)};`).join(''),
    ),
  },
  {
    id: 'wire.blanks-between-elements',
    demands: 'with blanks between its elements',
    spoil: body((text) => text.replaceAll('><', '>\r\n\t <')),
  },
  { id: 'wire.byte-order-mark', demands: 'with a byte order mark', spoil: body((text) => `\ufeff${text}`) },
  { id: 'wire.utf-16', demands: 'in UTF-16', spoil: utf16 },
  {
    id: 'wire.no-declaration',
    demands: 'without an XML declaration',
    spoil: body((text) => text.replace(/^<\?xml[^>]*\?>\s*/, '')),
  },
  {
    id: 'wire.no-namespace',
    demands: 'without a namespace',
    spoil: body((text) => text.replace(/ xmlns="[^"]*"/, '')),
  },
  {
    id: 'wire.other-namespace',
    demands: 'in another namespace',
    spoil: body((text) => text.replace(/ xmlns="[^"]*"/, ' xmlns="urn:another"')),
  },
  { id: 'wire.namespace-prefix', demands: 'with a namespace prefix', spoil: body(prefixed) },
  {
    id: 'wire.no-content-type',
    demands: 'without a content type',
    spoil: headers(({ 'content-type': _, ...rest }) => rest),
  },
  {
    id: 'wire.other-content-type',
    demands: 'with another content type',
    spoil: headers((all) => ({ ...all, 'content-type': 'text/plain' })),
  },
  {
    id: 'wire.trailing-slash',
    demands: 'with a slash at the end of its path',
    spoil: (request) => ({ ...request, path: `${request.path}/` }),
  },
];

/** A request in several forms at once; the key is the same for all that are in it. */
export interface Together {
  key: string;
  spoil: Spoil;
}

/** Forms that one request can have at the same time, in the order in which they are given to it. */
const TOGETHER = [
  [
    'wire.element-order',
    'wire.cdata',
    'wire.comments',
    'wire.unknown-attribute',
    'wire.processing-instruction',
    'wire.blanks-between-elements',
    'wire.no-namespace',
    'wire.no-declaration',
    'wire.byte-order-mark',
    'wire.no-content-type',
  ],
  ['wire.character-references', 'wire.namespace-prefix', 'wire.other-content-type'],
];

/** A request with this form and others at once; undefined for a form that stands alone. */
export function together(id: string): Together | undefined {
  const forms = TOGETHER.find((ids) => ids.includes(id))?.map((one) => unusual.find((form) => form.id === one)!);
  return (
    forms && { key: forms[0]!.id, spoil: (request) => forms.reduce((spoilt, form) => form.spoil(spoilt), request) }
  );
}

/** Turns the order of the root's child elements round. */
function reversed(text: string): string {
  const [, head, root, inner, end] = /^([\s\S]*?<(\w+)(?:\s[^>]*)?>)([\s\S]*)(<\/\2>\s*)$/.exec(text) ?? [];
  if (head === undefined || root === undefined || inner === undefined || end === undefined) return text;
  const children = inner.match(/<(\w+)>[\s\S]*?<\/\1>|<\w+\/>/g) ?? [];
  return head + children.reverse().join('') + end;
}

function prefixed(text: string): string {
  return text.replaceAll(/<(\/?)([A-Za-z]\w*)/g, '<$1p:$2').replace(' xmlns="', ' xmlns:p="');
}

function utf16(request: Parameters<Spoil>[0]): ReturnType<Spoil> {
  const text = textOf(request).replace('encoding="UTF-8"', 'encoding="UTF-16"');
  return withBody(request, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
}
