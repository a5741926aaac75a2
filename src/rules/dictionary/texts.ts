/** Texts of one kind: each of them trips the same careless code. */
export interface TextKind {
  kind: string;
  texts: readonly string[];
}

const repeated = (unit: string, ...counts: number[]): string[] => counts.map((count) => unit.repeat(count));

/** Texts that software takes for something else, cuts, or stores as something else. All of them may stand in an XML document. */
export const TEXTS: readonly TextKind[] = [
  { kind: 'digits', texts: ['007', '1', '0', '42', '12345678901234567890'] },
  { kind: 'decimal', texts: ['1.0', '1.50', '0.1', '.5', '5.'] },
  { kind: 'signed', texts: ['-0', '+1', '-1'] },
  { kind: 'exponent', texts: ['1e3', '1E400', '0e0'] },
  { kind: 'radix', texts: ['0x10', '0b1', '0o7', '1_000', '1,000'] },
  { kind: 'boolean', texts: ['true', 'false', 'True', 'yes', 'off', 'on', 'no'] },
  { kind: 'null', texts: ['null', 'None', 'nil', 'undefined', 'NULL', '~'] },
  { kind: 'not-a-number', texts: ['NaN', 'Infinity', '-Infinity'] },
  { kind: 'date', texts: ['2024-01-31', '2024-01-31T12:00:00Z', '12:30', '1706702400'] },
  { kind: 'path', texts: ['../../etc/passwd', 'C:\\dir', '/', '..', 'a/b', 'file:///etc/hosts'] },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text that is sent.
  { kind: 'template', texts: ['${a}', '{{a}}', '<%= a %>', '#{a}', '%s%n', '{0}', '$&', '$$'] },
  { kind: 'entity', texts: ['&eacute;', '&lt;', '&#65;', '&', '&amp;amp;'] },
  { kind: 'markup', texts: ['<a/>', '<![CDATA[a]]>', 'a]]>b', '<!-- a -->', '</Value>'] },
  { kind: 'percent', texts: ['%41', '%2525', '100%', 'a%20b+c', '%00'] },
  { kind: 'quoted', texts: ['"a"', "'a'", "a'b", 'a"b', '`a`', "' OR '1'='1"] },
  { kind: 'json', texts: ['{}', '[]', '{"a":1}', '[1,2]'] },
  { kind: 'escape', texts: ['a\\nb', '\\', '\\u0041', 'a\\'] },
  { kind: 'comment', texts: ['a #b', '#a', '--', '/* a */', 'a//b', '; a'] },
  { kind: 'prototype', texts: ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] },
  { kind: 'wildcard', texts: ['*', '?', '.*', '[a-z]', '%', '_'] },
  { kind: 'separators', texts: ['a,b', 'a;b', 'a|b', 'a:b', 'a=b', 'a&b'] },
  { kind: 'blanks', texts: ['a  b', 'a\tb', 'a\nb', 'a\r\nb\nc', ' a', 'a '] },
  { kind: 'empty', texts: ['', ' '] },
  { kind: 'accents', texts: ['grüß', 'e\u0301', 'é', 'ﬁ', 'ŉ'] },
  { kind: 'other-scripts', texts: ['日本語', 'العربية', '١٢٣', 'ｆｕｌｌ', 'Ｉ'] },
  { kind: 'astral', texts: ['\u{1f9ea}', '\u{10fffd}', 'a\u{1d54f}'] },
  { kind: 'invisible', texts: ['a\u200bb', '\ufeffa', 'a\u00a0b', 'a\u00adb', 'a\u2028b', 'a\u0085b'] },
  { kind: 'direction', texts: ['\u202ea', 'a\u200fb'] },
  { kind: 'casing', texts: ['ABC', 'aBc', 'İ', 'ß', 'ı'] },
  { kind: 'long-64', texts: repeated('a', 63, 64, 65) },
  { kind: 'long-128', texts: repeated('a', 127, 128, 129) },
  { kind: 'long-256', texts: repeated('a', 254, 255, 256, 257) },
  { kind: 'long-1k', texts: [...repeated('a', 1_000, 1_023, 1_024, 1_025), 'ab '.repeat(400)] },
  { kind: 'long-4k', texts: repeated('a', 4_095, 4_097) },
  { kind: 'long-64k', texts: repeated('a', 65_535, 65_537) },
];
