import fc, { type Arbitrary } from 'fast-check';
import {
  itemsPath,
  maxItemsMember,
  nextMarkerShown,
  quantityCounts,
  quantityPath,
  truncatedPath,
} from '../contracts/listing.ts';
import { resourceOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { Json, JsonObject, Path } from '../core/json.ts';
import type { HttpResponse } from '../core/outcome.ts';
import { valueAt } from '../core/path.ts';
import { arbitrary } from '../schema/arbitrary.ts';
import { responseEncoder } from '../wire/encode-response.ts';
import { errorAnswer } from './disturb.ts';

/** An answer that the documentation allows: a success with its output, or one of the operation's errors. */
export type Answer =
  | { kind: 'success'; output: JsonObject; response: HttpResponse }
  | { kind: 'error'; code: string; response: HttpResponse };

/**
 * Every answer that an operation's documentation allows: any valid output with the documented status, and each
 * documented error with its own. Documented headers (ETag, Location) are always there. Throws for an unknown operation.
 */
export function answers(contract: Contract, name: string): Arbitrary<Answer> {
  const operation = contract.operations[name];
  if (!operation) throw new Error(`the contract has no operation ${name}`);
  const errors = operation.errors.map((code): Answer => {
    const { status } = contract.errors[code]!;
    return { kind: 'error', code, response: errorAnswer(contract, status, code) };
  });
  const success = successes(contract, name);
  return errors.length === 0 ? success : fc.oneof(success, fc.constantFrom(...errors));
}

function successes(contract: Contract, name: string): Arbitrary<Answer> {
  const encode = responseEncoder(contract);
  const { output: shape } = contract.operations[name]!;
  const answer = (output: JsonObject): Answer => ({ kind: 'success', output, response: encode(name, output) });
  if (shape === null) return fc.constant(answer({}));
  const members = Object.entries(contract.$defs[shape]?.properties ?? {});
  const always = members.filter(([, { binding }]) => binding !== undefined).map(([member]) => member);
  const listed = resourceOf(contract, name, 'list');
  return fc
    .tuple(
      ...always.map((member) => arbitrary(contract, shape, { present: [member] }).map((whole) => whole[member] ?? {})),
    )
    .map((values) => Object.fromEntries(always.map((member, index) => [member, values[index]!])))
    .map((output) => answer(listed ? counted(output, listed) : output));
}

/** Makes the numbers of a listing fit its items. */
function counted(output: JsonObject, resource: Resource): JsonObject {
  const [root = ''] = itemsPath(resource);
  const page: JsonObject = { ...(output[root] as JsonObject) };
  const items = valueAt(page, itemsPath(resource).slice(1));
  const count = Array.isArray(items) ? items.length : 0;
  const last = (path: Path | undefined): string => String(path?.at(-1));
  const number = (value: Json | undefined): number => (typeof value === 'number' ? Math.abs(value) : 0);
  const more = nextMarkerShown(resource, output) !== undefined;
  const quantity = last(quantityPath(resource));
  if (quantityPath(resource))
    page[quantity] = quantityCounts(resource) === 'account' ? count + (number(page[quantity]) % 100) : count;
  if (truncatedPath(resource)) page[last(truncatedPath(resource))] = more;
  if (page[maxItemsMember(resource)] !== undefined)
    page[maxItemsMember(resource)] = Math.max(count, 1 + (number(page[maxItemsMember(resource)]) % 100));
  return { ...output, [root]: page };
}
