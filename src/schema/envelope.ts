import type { Contract } from '../core/contract.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { sameButForCase } from './meant.ts';

/** Names under which programs hand over a request as a whole. */
const COMMON = ['input', 'params', 'parameters', 'request', 'body', 'kwargs', 'args'];

/** The one key under which a document holds the whole request, such as the name of the operation; undefined where it is the request itself. */
export function envelopeOf(contract: Contract, operation: string, document: JsonObject): string | undefined {
  const [key, ...more] = Object.keys(document);
  if (key === undefined || more.length > 0) return undefined;
  const { input: shape } = contract.operations[operation]!;
  const members = Object.keys(contract.$defs[shape]!.properties ?? {});
  const inside = document[key];
  if (!isObject(inside) || members.some((name) => sameButForCase(name, key))) return undefined;
  const isOfOperation = [operation, shape, `${operation}Input`, `${operation}Command`].some((name) =>
    sameButForCase(name, key),
  );
  const isCommon = COMMON.includes(key.toLowerCase()) && Object.keys(inside).some((name) => members.includes(name));
  return isOfOperation || isCommon ? key : undefined;
}
