import type { SchemaValidateFunction } from 'ajv';
import type { JsonObject } from '../core/json.ts';

/**
 * Validates a keyword that lists demands on the members of a shape: each that does not hold is an error of its own,
 * which names the member.
 */
export function eachOf<T>(
  keyword: string,
  holds: (one: T, object: JsonObject) => boolean,
  memberOf: (one: T) => string = (one) => (one as { member: string }).member,
): SchemaValidateFunction {
  const validate: SchemaValidateFunction = (all: T[], object: JsonObject, parentSchema = {}) => {
    if (typeof object !== 'object' || object === null) return true;
    const broken = all.filter((one) => !holds(one, object));
    validate.errors = broken.map((one) => ({ keyword, params: { missingProperty: memberOf(one) }, parentSchema }));
    return broken.length === 0;
  };
  return validate;
}
