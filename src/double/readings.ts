import type { HttpRequest, HttpResponse } from '../core/outcome.ts';
import type { Double } from './double.ts';
import { interactionsOf } from './interactions.ts';

/**
 * What a double tells about itself over HTTP; undefined for a request that is meant for the service.
 * `GET /_conformance/violations`: the report. `GET /_conformance/interactions`: the conversation as a record.
 * `DELETE /_conformance`: starts anew, with a service that holds nothing.
 */
export function readings(double: Double, { method, path }: HttpRequest): HttpResponse | undefined {
  if (!/^\/_conformance(\/|$)/.test(path)) return undefined;
  switch (`${method} ${path}`) {
    case 'GET /_conformance/violations':
      return json(200, double.report());
    case 'GET /_conformance/interactions':
      return json(200, interactionsOf(double));
    case 'DELETE /_conformance':
      double.forget();
      return { status: 204, headers: {}, body: new Uint8Array(0) };
    default:
      return json(404, {
        error: 'GET /_conformance/violations, GET /_conformance/interactions or DELETE /_conformance',
      });
  }
}

function json(status: number, value: unknown): HttpResponse {
  const body = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(body.length) }, body };
}
