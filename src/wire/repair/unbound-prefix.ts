import { editsOf } from './edit.ts';
import type { Repair } from './repair.ts';

/** Namespaces in XML 1.0, 5: a prefix is declared where it is used, or further out. The repair declares it on the root element. */
export const unboundPrefix: Repair = {
  name: 'unbound-prefix',
  about: 'a namespace prefix that is not declared',
  edits(text) {
    const prefixes = new Set(undeclared(text).map(({ prefix }) => prefix));
    const [root] = editsOf(text, START_TAG, (tag) => tag);
    if (prefixes.size === 0 || !root) return [];
    const name = /^<[\w.:-]+/.exec(root.text)![0];
    const at = root.start + name.length;
    const declarations = [...prefixes].map((prefix) => ` xmlns:${prefix}="urn:undeclared:${prefix}"`).join('');
    return [{ start: at, end: at, text: declarations }];
  },
  place: (text) => undeclared(text)[0]!.at,
};

const START_TAG = /<[A-Za-z_][^<>]*>/g;

/** The prefixes of elements and attributes for which there is no declaration, and where they stand. */
function undeclared(text: string): { prefix: string; at: number }[] {
  const declared = new Set([
    'xml',
    'xmlns',
    ...[...text.matchAll(/\sxmlns:([\w.-]+)\s*=/g)].map(([, prefix]) => prefix!),
  ]);
  return editsOf(text, START_TAG, (tag) => tag).flatMap(({ start, text: tag }) =>
    [...tag.matchAll(/(^<|\s)([A-Za-z_][\w.-]*):[A-Za-z_]/g)]
      .filter(([, , prefix]) => !declared.has(prefix!))
      .map(({ index, 1: lead, 2: prefix }) => ({ prefix: prefix!, at: start + index + lead!.length })),
  );
}
