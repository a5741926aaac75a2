/** What is done to one element of a document, by its number among all start tags after the root. */
export interface ElementEdit {
  how: (typeof ELEMENT_EDITS)[number];
  at: number;
}

export const ELEMENT_EDITS = [
  'drop',
  'double',
  'swap',
  'nest',
  'rename',
  're-case',
  'prefix',
  'empty',
  'text',
  'comment',
  'cdata',
  'attribute',
  'nil',
  'unprefixed-namespace',
] as const;

/** An element of a document as it was encoded: no comments, no CDATA, no processing instructions inside. */
interface Element {
  name: string;
  start: number;
  end: number;
  inner: [from: number, to: number];
}

/** The document with one element changed; as it was where it has none. */
export function editElement(text: string, { how, at }: ElementEdit): string {
  const elements = elementsOf(text).slice(1);
  const element = elements[at % Math.max(1, elements.length)];
  if (!element) return text;
  const whole = text.slice(element.start, element.end);
  const inner = text.slice(...element.inner);
  const put = (by: string): string => text.slice(0, element.start) + by + text.slice(element.end);
  const named = (name: string, content = inner): string => put(`<${name}>${content}</${name}>`);
  switch (how) {
    case 'drop':
      return put('');
    case 'double':
      return put(whole + whole);
    case 'swap': {
      const next = elements.find(({ start }) => start >= element.end);
      if (!next) return text;
      const between = text.slice(element.end, next.start);
      return text.slice(0, element.start) + text.slice(next.start, next.end) + between + whole + text.slice(next.end);
    }
    case 'nest':
      return named(element.name, whole);
    case 'rename':
      return named(`${element.name}X`);
    case 're-case':
      return named(element.name.toLowerCase());
    case 'prefix':
      return put(`<p:${element.name} xmlns:p="urn:p">${inner}</p:${element.name}>`);
    case 'empty':
      return put(`<${element.name}/>`);
    case 'text':
      return named(element.name, 'text');
    case 'comment':
      return named(element.name, `<!-- a -->${inner}`);
    case 'cdata':
      return inner.includes('<') ? text : named(element.name, `<![CDATA[${inner}]]>`);
    case 'attribute':
      return put(`<${element.name} a="b">${inner}</${element.name}>`);
    case 'nil':
      return put(`<${element.name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`);
    case 'unprefixed-namespace':
      return put(`<${element.name} xmlns="">${inner}</${element.name}>`);
  }
}

function elementsOf(text: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  for (const tag of text.matchAll(/<(\/?)([A-Za-z_][\w.:-]*)([^<>]*?)(\/?)>/g)) {
    const [all, closes, name = '', , alone] = tag;
    const end = tag.index + all.length;
    if (closes) {
      const element = open.pop();
      if (element) Object.assign(element, { end, inner: [element.inner[0], tag.index] });
      continue;
    }
    const element: Element = { name, start: tag.index, end, inner: [end, end] };
    found.push(element);
    if (!alone) open.push(element);
  }
  return found;
}
