import type { ServiceError } from '../core/outcome.ts';
import type { XmlElement } from './xml-read.ts';
import { escapeAttribute, escapeText } from './xml-write.ts';

/**
 * The AWS error envelope in a document: `ErrorResponse` with an `Error` that has a `Code`. Undefined where the document
 * is none; the namespace and the order of the children do not matter.
 */
export function readErrorEnvelope(root: XmlElement): ServiceError | undefined {
  const error = root.name === 'ErrorResponse' ? child(root, 'Error') : undefined;
  const code = error && child(error, 'Code')?.text.trim();
  if (!error || !code) return undefined;
  const result: ServiceError = { code };
  const message = child(error, 'Message')?.text;
  const type = child(error, 'Type')?.text.trim();
  const requestId = (child(root, 'RequestId') ?? child(root, 'RequestID'))?.text.trim();
  if (message !== undefined) result.message = message;
  if (type !== undefined) result.type = type;
  if (requestId !== undefined) result.requestId = requestId;
  return result;
}

/** Writes the AWS error envelope as a document. Throws Unwritable. */
export function writeErrorEnvelope(namespace: string, { code, message, type, requestId }: ServiceError): string {
  const element = (name: string, text: string | undefined): string =>
    text === undefined ? '' : `<${name}>${escapeText(text)}</${name}>`;
  const error = element('Type', type) + element('Code', code) + element('Message', message);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<ErrorResponse xmlns="${escapeAttribute(namespace)}"><Error>${error}</Error>${element('RequestId', requestId)}</ErrorResponse>`
  );
}

const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((candidate) => candidate.name === name);
