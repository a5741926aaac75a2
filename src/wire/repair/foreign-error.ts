import type { Contract } from '../../core/contract.ts';
import type { Defect, HttpResponse, ServiceError } from '../../core/outcome.ts';
import { excerptOf } from './excerpt.ts';

/** An error's code in the JSON and XML of other protocols, with or without the namespace of a shape before it. */
const CODE = /(?:<(?:\w+:)?(?:error)?code>|"(?:__type|code)"\s*:\s*")\s*(?:[^"<#]*#)?(\w+)/i;
/** Where only a service of AWS, or what stands in for it, puts a code. */
const OF_AWS = /"__type"\s*:|^\s*(?:<\?[^>]*>\s*)?<(?:ErrorResponse|Error)\b/;
const MESSAGE = /"message"\s*:\s*("(?:[^"\\]|\\.)*")|<(?:\w+:)?message>([^<]*)</i;

/** Characters of a body in which a code is looked for. */
const SEARCHED = 20_000;

/**
 * An error that another protocol writes, in JSON or in XML of another form. Undefined where it names no code of the contract,
 * unless its form is one of AWS.
 */
export function foreignError(
  { errors }: Contract,
  { headers, body }: HttpResponse,
): { error: ServiceError; defect: Defect } | undefined {
  const text = new TextDecoder().decode(body.subarray(0, SEARCHED));
  const [, inBody] = CODE.exec(text) ?? [];
  const [, inHeader] = /^(?:[^#]*#)?(\w+)/.exec(headers['x-amzn-errortype'] ?? '') ?? [];
  const known = [inBody, inHeader].find((one) => one !== undefined && Object.hasOwn(errors, one));
  const code = known ?? inHeader ?? (OF_AWS.test(text) ? inBody : undefined);
  if (code === undefined) return undefined;
  const [, quoted, plain] = MESSAGE.exec(text) ?? [];
  const message = quoted === undefined ? plain : textOf(quoted);
  const about = `${text.trimStart().startsWith('<') ? 'XML of another form' : 'JSON'} where ErrorResponse with Error is due`;
  return {
    error: { code, ...(message === undefined ? {} : { message }) },
    defect: { name: 'foreign-error', kind: 'envelope', about, offset: 0, excerpt: excerptOf(body, 0) },
  };
}

function textOf(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
