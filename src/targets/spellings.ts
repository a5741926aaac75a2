/** The spellings in which a server may repeat a secret: as it is, and as URLs, JSON, XML, base64 and hexadecimal write it. */
export function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percent = encodeURIComponent(secret);
  const all = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const hex = bytes.toString('hex');
  return [
    ...new Set([
      secret,
      percent,
      percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
      all,
      all.toUpperCase(),
      JSON.stringify(secret).slice(1, -1),
      secret.replaceAll('/', '\\/'),
      secret.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
      secret.replaceAll(/[&<>"']/g, (mark) => NAMED[mark]!),
      ...base64Of(bytes),
      hex,
      hex.toUpperCase(),
    ]),
  ].sort((a, b) => b.length - a.length);
}

const NAMED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** What base64 makes of bytes, wherever they begin in what is encoded; characters that speak of what stands beside them are left out. */
function base64Of(bytes: Buffer): string[] {
  const texts = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const cut = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(Math.ceil((offset * 8) / 6), text.length - cut);
  });
  return [...texts, ...texts.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}
