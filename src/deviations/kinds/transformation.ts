/** Ways in which a careless codec spoils values, each with what it makes of a text. */
const OF_TEXTS: [name: string, of: (text: string) => string, what: string][] = [
  ['cut', (text) => text, 'Texts are truncated'],
  ['capital', (text) => text[0]!.toUpperCase() + text.slice(1), 'Words come back capitalised'],
  ['upper-case', (text) => text.toUpperCase(), 'Texts come back in upper case'],
  ['lower-case', (text) => text.toLowerCase(), 'Texts come back in lower case'],
  ['trimmed', (text) => text.trim(), 'Blanks around texts are trimmed'],
  ['escaped', (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'), 'Texts come back escaped twice'],
  ['one-blank', (text) => text.replaceAll(/\s+/g, ' '), 'Runs of blanks inside texts come back as one blank'],
];

/** What was done to a value, if it is one of the known ways; values as JSON. */
export function transformation(
  sent: string | undefined,
  got: string | undefined,
): { name: string; what: string } | undefined {
  const [one, other] = [parsed(sent), parsed(got)];
  if (one === undefined || other === undefined || one === other) return undefined;
  if (typeof one === 'string' && typeof other === 'string') {
    const cut = other.length > 0 && one.startsWith(other);
    const [name, , what] = OF_TEXTS.find(([way, of]) => (way === 'cut' ? cut : one !== '' && of(one) === other)) ?? [];
    return name === undefined ? undefined : { name, what: what! };
  }
  const way = typeof one !== 'string' && typeof other === 'string' ? spelling(String(one), other) : undefined;
  if (way) return { name: way[0], what: way[2] };
  if (typeof one !== 'string' && typeof other === 'string')
    return { name: 'as-text', what: 'Numbers and booleans come back as the text that was sent' };
  if (typeof one === 'string')
    return { name: 'typed', what: 'Texts that look like a value of another type come back as that type' };
  return undefined;
}

/** A boolean in other letters is spoilt as a word is. */
const spelling = (one: string, other: string): (typeof OF_TEXTS)[number] | undefined =>
  OF_TEXTS.find(([way, of]) => way !== 'cut' && one !== other && of(one) === other);

function parsed(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}
