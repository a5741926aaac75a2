/** Names in a sentence: `A`, `A and B`, `A, B or C`. */
export function listText(names: readonly unknown[], joint: 'and' | 'or'): string {
  const texts = names.map(String);
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} ${joint} ${last}`;
}
