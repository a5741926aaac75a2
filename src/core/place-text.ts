import type { Path } from './json.ts';

/** A place as people write it: `Items[0].Id`; empty for the whole. */
export const placeText = (path: Path): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
