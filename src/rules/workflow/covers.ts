import { isObject, type Json, type JsonObject, type Path } from '../../core/json.ts';

/** A value that was due and is not there as it was. */
export interface MissingValue {
  path: Path;
  due: Json;
  got: Json | undefined;
}

/**
 * The first value that was due and did not come. What was not due may be there all the same, since the service fills in
 * defaults; the items of a list may come in any order.
 */
export function lacking(due: Json | undefined, got: Json | undefined, path: Path = []): MissingValue | undefined {
  if (due === undefined || isNothing(due)) return undefined;
  if (Array.isArray(due)) return lackingItem(due, Array.isArray(got) ? got : [], path);
  if (!isObject(due)) return due === got ? undefined : { path, due, got };
  if (!isObject(got)) return { path, due, got };
  for (const [member, inner] of Object.entries(due)) {
    const found = lacking(inner, got[member], [...path, member]);
    if (found) return found;
  }
  return undefined;
}

/** Each item that was due takes one that came. Where as many came as were due, one that resembles it says what is lacking. */
function lackingItem(due: Json[], got: Json[], path: Path): MissingValue | undefined {
  if (got.length !== due.length) return { path, due, got };
  const left = [...got];
  for (const [index, item] of due.entries()) {
    const match = left.findIndex((one) => lacking(item, one) === undefined);
    if (match < 0)
      return (
        lacking(
          item,
          left.find((one) => resembles(item, one)),
          [...path, index],
        ) ?? { path, due, got }
      );
    left.splice(match, 1);
  }
  return undefined;
}

/** Whether two items have the same first value: their Id, path pattern or code. */
const resembles = (one: Json, other: Json): boolean =>
  isObject(one) &&
  isObject(other) &&
  Object.entries(one)
    .slice(0, 1)
    .every(([member, value]) => other[member] === value);

/** An empty list or text is as good as none. */
export function isNothing(value: Json): boolean {
  if (value === '') return true;
  if (!isObject(value) || value.Quantity !== 0) return false;
  return Object.keys(value).every((member) => member === 'Quantity' || member === 'Items') && !hasItems(value);
}

const hasItems = ({ Items }: JsonObject): boolean => Array.isArray(Items) && Items.length > 0;
