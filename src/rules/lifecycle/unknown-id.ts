import { addressOf, idShown, operationOf } from '../../contracts/resource.ts';
import type { ResourceHandle } from '../../core/resource-handle.ts';
import type { TestContext } from '../../core/test-context.ts';
import { foundElsewhere } from '../hindered.ts';

/** Letters and digits at the end of an id that are exchanged for others. */
const CHANGED = 12;
const SHORTEST = 8;

/**
 * An id that names nothing, of the same form as the ids that the target gives. Asks the target to make sure.
 * Throws SkipError where every id that is asked for exists.
 */
export async function unknownId(lane: TestContext, { id, resource }: ResourceHandle): Promise<string> {
  for (const distance of [5, 3, 7]) {
    const candidate = similar(id, distance);
    const read = await lane.send(operationOf(resource, 'read'), addressOf(resource, candidate));
    // An answer that speaks of something else shows that there is nothing of this id.
    if (read.kind !== 'response' || idShown(resource, read.output) !== candidate) return candidate;
  }
  throw foundElsewhere(`every id of ${resource.name} that was made up exists`, operationOf(resource, 'read'), [
    'lifecycle.read.unknown-id',
    'lifecycle.read.altered-id',
    'lifecycle.read.odd-id',
  ]);
}

/** Other text of the same form: letters stay letters, digits stay digits, hexadecimal stays hexadecimal. Short text gets longer. */
export function similar(id: string, distance: number): string {
  const places = [...id.matchAll(/[0-9A-Za-z]/g)].map(({ index }) => index);
  const changed = new Set(places.slice(-CHANGED));
  const turned = [...id].map((_, index) => (changed.has(index) ? turn(id.charAt(index), distance) : id.charAt(index)));
  const more = Math.max(0, SHORTEST - places.length);
  return turned.join('') + turn(id.charAt(places.at(-1) ?? 0) || '0', distance).repeat(more);
}

const RINGS = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];

function turn(letter: string, distance: number): string {
  const ring = RINGS.find((letters) => letters.includes(letter));
  return ring ? ring.charAt((ring.indexOf(letter) + distance) % ring.length) : letter;
}
