import type { Contract } from '../core/contract.ts';
import type { HttpRequest, HttpResponse, Outcome } from '../core/outcome.ts';
import { responseDecoder } from './decode.ts';
import { readErrorEnvelope } from './error-envelope.ts';
import { layout, operationOf, perName } from './shapes.ts';
import { readXml, type XmlElement } from './xml-read.ts';

/**
 * Compiles a contract's outcomes: what a bare HTTP answer to a call amounts to. `ms`: wall time of the call.
 * A success is a 2xx with the document that is due; a refusal is a status from 400 with the AWS error envelope;
 * everything else is unreadable, with the reason.
 */
export function outcomeReader(
  contract: Contract,
): (operation: string, request: HttpRequest, response: HttpResponse, ms: number) => Outcome {
  const decode = responseDecoder(contract);
  const hasBody = perName((name) => layout(contract, operationOf(contract, name).output).root !== undefined);
  return (operation, request, response, ms) => {
    const { status, headers } = response;
    const exchange = { request, response };
    const unreadable = (reason: string): Outcome => ({ kind: 'unreadable', exchange, ms, status, headers, reason });
    if (status >= 200 && status < 300) {
      const decoded = decode(operation, response);
      if ('reason' in decoded) return unreadable(successFault(response, decoded.reason));
      const stray = hasBody(operation) ? undefined : strayBody(response);
      if (stray !== undefined) return unreadable(stray);
      return { kind: 'response', exchange, ms, status, headers, output: decoded.output };
    }
    if (status < 400) return unreadable(`status ${status}, which is neither a success nor an error`);
    const reading = readXml(response.body);
    if ('reason' in reading) return unreadable(`status ${status} with ${nature(response, reading.reason)}`);
    const error = readErrorEnvelope(reading.root);
    if (!error) return unreadable(`status ${status} without the AWS error envelope: ${envelopeFault(reading.root)}`);
    return { kind: 'refused', exchange, ms, status, headers, error };
  };
}

/** Says of a 2xx why its body is not the document that is due. */
function successFault(response: HttpResponse, reason: string): string {
  const reading = readXml(response.body);
  if ('reason' in reading) return `status ${response.status} with ${nature(response, reading.reason)}`;
  const error = readErrorEnvelope(reading.root);
  return `status ${response.status}, but ${error ? `an error envelope inside (${error.code})` : reason}`;
}

/** Says of a 2xx that needs no body what is wrong with the one that came; undefined for nothing. */
function strayBody(response: HttpResponse): string | undefined {
  const reading = readXml(response.body);
  if ('problem' in reading && reading.problem === 'empty') return undefined;
  if ('root' in reading && !readErrorEnvelope(reading.root)) return undefined;
  return successFault(response, '');
}

function envelopeFault(root: XmlElement): string {
  if (root.name !== 'ErrorResponse') return `the root element is ${root.name}`;
  return root.children.some(({ name }) => name === 'Error') ? 'the Error has no Code' : 'there is no Error inside';
}

/** Names what came instead of XML. */
function nature({ body, headers }: HttpResponse, reason: string): string {
  if (body.length === 0) return 'an empty body';
  const start = new TextDecoder().decode(body.subarray(0, 200)).trimStart().toLowerCase();
  const type = headers['content-type'] ?? '';
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || type.includes('html')) return 'HTML';
  if (start.startsWith('{') || start.startsWith('[') || type.includes('json')) return 'JSON';
  return reason;
}
