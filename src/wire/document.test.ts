import { describe, expect, test } from 'vitest';
import { type DueDocument, readDocument } from './document.ts';
import { findRoot } from './repair/envelope.ts';

const children = new Set(['Id', 'Text']);
const DUE: DueDocument = { name: 'Tree', children, find: (root) => findRoot(root, { name: 'Tree', children }) };
const DECLARATION = '<?xml version="1.0"?>';

const read = (body: string | Uint8Array, type = 'text/xml') =>
  readDocument({ status: 200, headers: { 'content-type': type }, body: Buffer.from(body as string) }, DUE);

/** The text of the document, and its defects with the places. */
function told(body: string | Uint8Array, type?: string): { text?: string; defects?: string[]; problem?: string } {
  const reading = read(body, type);
  if ('problem' in reading) return { problem: reading.problem };
  const defects = reading.defects.map(({ name, offset, excerpt }) => `${name} ${offset} ${excerpt.slice(0, 5)}`);
  return { text: reading.root.children.find(({ name }) => name === 'Text')?.text ?? '', defects };
}

const tree = (text: string): string => `<Tree><Text>${text}</Text></Tree>`;

describe('a document that is not well-formed is read after its repair, and the place is told', () => {
  test.each<[string, string, string, string]>([
    ['a second declaration', `${DECLARATION}${DECLARATION}${tree('a')}`, 'second-declaration 21 <?xml ', 'a'],
    ['a declaration inside', `<Tree>${DECLARATION}<Text>a</Text></Tree>`, 'second-declaration 6 <?xml ', 'a'],
    ['blanks before the declaration', `\n ${DECLARATION}${tree('a')}`, 'before-document 0 \\x0a <', 'a'],
    ['two byte order marks', `\ufeff\ufeff${DECLARATION}${tree('a')}`, 'before-document 3 \\xef\\x', 'a'],
    ['a warning before it', `Warning: é\n${tree('a')}`, 'before-document 0 Warnin', 'a'],
    ['something behind it', `${tree('a')}\nDone é.`, 'after-document 27 \\x0aDon', 'a'],
    ['a control character', tree('a\u0001b'), 'control-character 13 \\x01b<', 'a\ufffdb'],
    ['a NUL behind it', `${tree('a')}\u0000`, 'after-document 27 \\x00', 'a'],
    ['a reference to a control character', tree('é&#1;b'), 'control-reference 14 &#1;b<', 'é\ufffdb'],
    ['a reference to half a character', tree('&#xD800;'), 'control-reference 12 &#xD80', '\ufffd'],
    ['a bare ampersand', tree('a & b &amp; c&d'), 'bare-ampersand 14 & b &a', 'a & b & c&d'],
    ['an entity that nobody declared', tree('a&nbsp;b'), 'bare-ampersand 13 &nbsp;', 'a&nbsp;b'],
    ['a bare less-than sign', tree('1 < 2'), 'bare-less-than 14 < 2</T', '1 < 2'],
    ['an end of CDATA', tree('a]]>b'), 'cdata-end 13 ]]>b</', 'a]]>b'],
    ['an unbound prefix', '<Tree><Text x:nil="1">a</Text></Tree>', 'unbound-prefix 12 x:nil=', 'a'],
    ['unbound prefixes', '<t:Tree><t:Text>a</t:Text></t:Tree>', 'unbound-prefix 1 t:Tree', 'a'],
    ['an attribute twice', '<Tree a="1" a="1"><Text>a</Text></Tree>', 'repeated-attribute 0 <Tree ', 'a'],
    ['no root element', `${DECLARATION}<Id>1</Id><Text>a</Text>`, 'no-root 21 <Id>1<', 'a'],
    ['another root element', '<!-- no --><Bush><Text>a</Text></Bush>', 'other-root 11 <Bush>', 'a'],
    ['one root element too many', `<Bush>${tree('a')}</Bush>`, 'wrapped-root 0 <Bush>', 'a'],
    ['an element in between', `<Tree><Result><Text>a</Text></Result></Tree>`, 'extra-layer 0 <Tree>', 'a'],
    ['UTF-16 in its label', `<?xml version="1.0" encoding="utf-16"?>${tree('a')}`, 'encoding-label 30 utf-16', 'a'],
    ['ASCII in its label', `<?xml version="1.0" encoding="ASCII"?>${tree('é')}`, 'encoding-label 30 ASCII"', 'é'],
    ['Latin in its label', `<?xml version="1.0" encoding="ISO-8859-1"?>${tree('é')}`, 'encoding-label 30 ISO-88', 'é'],
    ['nonsense in its label', `<?xml version="1.0" encoding="x-none"?>${tree('é')}`, 'encoding-label 30 x-none', 'é'],
  ])('%s', (_, body, defect, text) => {
    const { text: got, defects = [] } = told(body);
    expect({ got, count: defects.length }).toEqual({ got: text, count: 1 });
    expect(defect.startsWith(defects[0]!), `${defects[0]} is the beginning of ${defect}`).toBe(true);
  });

  test('several defects at once, each with its place in the bytes that came', () => {
    const body = `\n${DECLARATION}${DECLARATION}${tree('é&\u0001')}`;
    expect(told(body)).toEqual({
      text: 'é&\ufffd',
      defects: [
        'before-document 0 \\x0a<',
        'second-declaration 22 <?xml',
        'control-character 58 \\x01<',
        'bare-ampersand 57 &\\x01',
      ],
    });
  });

  test('bytes of another encoding', () => {
    expect(told(Buffer.from(tree('aé'), 'latin1'))).toEqual({ text: 'aé', defects: ['not-utf-8 13 \\xe9<'] });
  });
});

describe('a document that is well-formed is read as it is', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['ampersands and signs in CDATA', tree('<![CDATA[a & b < c &#1;]]>'), 'a & b < c &#1;'],
    ['a declaration in CDATA', tree(`<![CDATA[${DECLARATION}]]>`), DECLARATION],
    ['blanks before a root element', ` \n${tree('a')}`, 'a'],
    ['ASCII that says so', `<?xml version="1.0" encoding="US-ASCII"?>${tree('a')}`, 'a'],
    ['a document type', `${DECLARATION}<!DOCTYPE Tree>${tree('a')}`, 'a'],
    ['Latin that says so', Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${tree('é')}`, 'latin1'), 'é'],
    ['UTF-16', Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${tree('é')}`, 'utf16le'), 'é'],
    ['comments, instructions and blanks behind it', `${tree('a')}\n<!-- & --><?go on?>\r\n`, 'a'],
  ])('%s', (_, body, text) => {
    expect(told(body)).toEqual({ text, defects: [] });
  });

  test('in the encoding that only the Content-Type says', () => {
    expect(told(Buffer.from(tree('é'), 'latin1'), 'text/xml; charset="ISO-8859-1"')).toEqual({
      text: 'é',
      defects: [],
    });
  });
});

describe('what no repair mends', () => {
  test.each([
    ['a document that breaks off', '<Tree><Text>a</Text>', 'malformed'],
    ['tags that do not match', '<Tree><Text>a</Tree></Text>', 'malformed'],
    ['entities', '<!DOCTYPE Tree [<!ENTITY e "x">]><Tree><Text>&e;</Text></Tree>', 'doctype'],
    ['text', 'no such tree', 'malformed'],
    ['JSON with markup in it', '{"a":"<b/>"}', 'malformed'],
    ['an attribute with two values', '<Tree a="1" a="2"/>', 'malformed'],
    ['nothing', '', 'empty'],
  ])('%s', (_, body, problem) => {
    expect(told(body).problem).toBe(problem);
  });
});
