import { likeness } from '../core/closest.ts';
import type { Contract, Operation } from '../core/contract.ts';
import type { HttpRequest } from '../core/outcome.ts';
import { layout } from '../wire/shapes.ts';

/** What the method adds to the likeness of a route: less than a path that is the same. */
const SAME_METHOD = 0.05;

/** The documented method and path that was most likely meant, with its operation. One with a body is meant by a request with one. */
export function closestRoute(contract: Contract, { method, path, body }: HttpRequest): string {
  const [asked = ''] = path.split('?');
  const all = Object.values(contract.operations);
  const alike = all.filter((one) => takesBody(contract, one) === body.length > 0);
  const worth = (one: Operation): number =>
    likeness(asked, filledIn(one.path, asked)) + (one.method === method ? SAME_METHOD : 0);
  const best = (alike.length > 0 ? alike : all).reduce((left, right) => (worth(right) > worth(left) ? right : left));
  return `${best.method} ${best.path} (${best.name})`;
}

function takesBody(contract: Contract, { input }: Operation): boolean {
  const { payload, elements } = layout(contract, input);
  return payload !== undefined || elements.length > 0;
}

/** A route's path with what stands in its variable places in the path that was asked for. */
function filledIn(route: string, asked: string): string {
  const pieces = asked.split('/');
  const [path = ''] = route.split('?');
  return path
    .split('/')
    .map((piece, index) => (piece.startsWith('{') ? (pieces[index] ?? piece) : piece))
    .join('/');
}
