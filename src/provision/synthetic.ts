import { createHash } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** How many names a part of a run has before they repeat: as many as four letters or digits tell apart. */
const COUNTED = 4;

/**
 * Invented names of a documented form, none given twice: the same seed and part of a run give the same names in the
 * same order. `free`: where the example may hold any letter or digit.
 */
function syntheticNames(
  { example, free }: { example: string; free: readonly number[] },
  seed: number,
  part: string,
): () => string {
  const counted = free.slice(-COUNTED);
  const digest = createHash('sha256').update(`${seed}\0${part}`).digest();
  const characters = [...example];
  for (const [index, position] of free.slice(0, -COUNTED).entries()) {
    characters[position] = LETTERS.charAt((digest[index % digest.length] ?? 0) % LETTERS.length);
  }
  let given = 0;
  return () => {
    let rest = given++;
    for (const position of counted) {
      characters[position] = LETTERS.charAt(rest % LETTERS.length);
      rest = Math.floor(rest / LETTERS.length);
    }
    return characters.join('');
  };
}

/** Where any letter or digit may stand without a change of form. */
function freePositions(form: RegExp, example: string): number[] {
  return [...example].flatMap((_, position) => {
    const changed = (letter: string): string => example.slice(0, position) + letter + example.slice(position + 1);
    return [...LETTERS].every((letter) => form.test(changed(letter))) ? [position] : [];
  });
}

/**
 * Invented names for every kind of resource and part of a run. `formOf` says how a resource is named. Throws where the
 * contract shows no form.
 */
export function syntheticSource(
  formOf: (resource: string) => { form: string; example: string } | undefined,
  seed: number,
): (part: string) => (resource: string) => string {
  const forms = new Map<string, { example: string; free: readonly number[] }>();
  const learn = (resource: string): { example: string; free: readonly number[] } => {
    const known = formOf(resource);
    if (!known) throw new Error(`the contract shows no form of names for ${resource}`);
    const form = { example: known.example, free: freePositions(new RegExp(known.form), known.example) };
    forms.set(resource, form);
    return form;
  };
  return (part) => {
    const byResource = new Map<string, () => string>();
    return (resource) => {
      let next = byResource.get(resource);
      if (!next) {
        next = syntheticNames(forms.get(resource) ?? learn(resource), seed, part);
        byResource.set(resource, next);
      }
      return next();
    };
  };
}
