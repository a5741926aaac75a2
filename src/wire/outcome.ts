import type { Contract } from '../core/contract.ts';
import type { Defect, HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import { responseDecoder } from './decode.ts';
import { type DueDocument, readDocument } from './document.ts';
import { readErrorEnvelope } from './error-envelope.ts';
import { findErrorResponse } from './repair/envelope.ts';
import { foreignError } from './repair/foreign-error.ts';
import { layout, operationOf, perName } from './shapes.ts';
import { readXml } from './xml-read.ts';

/**
 * Compiles a contract's outcomes: what a bare HTTP answer to a call amounts to. `ms`: wall time of the call.
 * A success is a 2xx with the document that is due; a refusal is a status from 400 with the AWS error envelope;
 * everything else is unreadable, with the reason. A document with known defects is read after their repair, and the outcome
 * tells of them.
 */
export function outcomeReader(
  contract: Contract,
): (operation: string, request: HttpRequest, response: HttpResponse, ms: number) => Outcome {
  const decode = responseDecoder(contract);
  const hasBody = perName((name) => layout(contract, operationOf(contract, name).output).root !== undefined);
  return (operation, request, response, ms) => {
    const { status, headers } = response;
    const common = { exchange: { request, response }, ms, status, headers };
    const unreadable = (reason: string, problem?: string): Outcome => {
      const malformed = (problem === 'malformed' || problem === 'encoding') && isMarkup(response);
      return { kind: 'unreadable', ...common, reason, ...(malformed ? { malformed } : {}) };
    };
    if (status >= 200 && status < 300) {
      const decoded = decode(operation, response);
      if ('reason' in decoded) return unreadable(successFault(response, decoded.reason), decoded.problem);
      const stray = hasBody(operation) ? undefined : strayBody(response);
      if (stray !== undefined) return unreadable(stray);
      return { kind: 'response', ...common, output: decoded.output, ...noted(decoded.defects) };
    }
    if (status < 400) return unreadable(`status ${status}, which is neither a success nor an error`);
    const reading = readDocument(response, ERROR);
    if ('reason' in reading) {
      const { problem, reason } = reading;
      const foreign =
        problem === 'root' || nature(response, '') === 'JSON' ? foreignError(contract, response) : undefined;
      if (foreign) return { kind: 'refused', ...common, error: foreign.error, defects: [foreign.defect] };
      if (problem === 'root')
        return unreadable(`status ${status} without the AWS error envelope: ${envelopeFault(response)}`);
      return unreadable(`status ${status} with ${nature(response, reason)}`, problem);
    }
    const error = readErrorEnvelope(reading.root);
    if (!error) return unreadable(`status ${status} without the AWS error envelope: ${envelopeFault(response)}`);
    return { kind: 'refused', ...common, error, ...noted(reading.defects) };
  };
}

const noted = (defects: Defect[]): { defects?: Defect[] } => (defects.length === 0 ? {} : { defects });

/** The document that every error is. */
const ERROR: DueDocument = {
  name: 'ErrorResponse',
  children: new Set(['Error', 'RequestId', 'RequestID', 'Type', 'Code', 'Message']),
  find: findErrorResponse,
};

/** Says of a 2xx why its body is not the document that is due. */
function successFault(response: HttpResponse, reason: string): string {
  const reading = readDocument(response, ERROR);
  const error = 'root' in reading ? readErrorEnvelope(reading.root) : undefined;
  const fault = error ? `an error envelope inside (${error.code})` : undefined;
  if (fault) return `status ${response.status}, but ${fault}`;
  const plain = readXml(response.body);
  return 'root' in plain
    ? `status ${response.status}, but ${reason}`
    : `status ${response.status} with ${nature(response, reason || plain.reason)}`;
}

/** Says of a 2xx that needs no body what is wrong with the one that came; undefined for nothing. */
function strayBody(response: HttpResponse): string | undefined {
  const reading = readXml(response.body);
  if ('problem' in reading && reading.problem === 'empty') return undefined;
  if ('root' in reading && !readErrorEnvelope(reading.root)) return undefined;
  return successFault(response, '');
}

function envelopeFault(response: HttpResponse): string {
  const reading = readXml(response.body);
  if ('reason' in reading) return reading.reason;
  const { root } = reading;
  if (root.name !== 'ErrorResponse') return `the root element is ${root.name}`;
  return root.children.some(({ name }) => name === 'Error') ? 'the Error has no Code' : 'there is no Error inside';
}

/** Whether a body looks like a document of XML, well-formed or not. */
function isMarkup(response: HttpResponse): boolean {
  return nature(response, '') === '' && /^\s*<[?!A-Za-z_]/.test(startOf(response));
}

/** Names what came instead of XML. */
function nature(response: HttpResponse, reason: string): string {
  if (response.body.length === 0) return 'an empty body';
  const start = startOf(response).trimStart().toLowerCase();
  const type = response.headers['content-type'] ?? '';
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || type.includes('html')) return 'HTML';
  if (start.startsWith('{') || start.startsWith('[') || type.includes('json')) return 'JSON';
  return reason;
}

const startOf = ({ body }: HttpResponse): string => new TextDecoder().decode(body.subarray(0, 200));
