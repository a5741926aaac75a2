import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../core/outcome.ts';
import { type Listening, type ListenOptions, listening } from '../wire/listening.ts';
import type { Delivery } from './disturb.ts';
import type { Double } from './double.ts';
import { readings } from './readings.ts';

export type { Listening, ListenOptions };

/** Serves a double over HTTP or HTTPS, with the readings under `/_conformance/`. Rejects where the port can't be had. */
export function listen(double: Double, options: ListenOptions = {}): Promise<Listening> {
  return listening(async (request, outgoing) => {
    const reading = readings(double, request);
    send(reading ? { fate: 'whole', response: reading } : await double.deliver(request), outgoing);
  }, options);
}

function send(delivery: Delivery, outgoing: ServerResponse): void {
  if (delivery.fate === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const { status, headers, body }: HttpResponse = delivery.response;
  if (delivery.fate === 'whole') {
    outgoing.writeHead(status, headers).end(body);
    return;
  }
  outgoing.writeHead(status, { ...headers, 'content-length': String(body.length) });
  outgoing.flushHeaders();
  // The socket is closed once the beginning is on its way, so that it arrives.
  outgoing.write(body.subarray(0, delivery.bytes), () => outgoing.socket?.destroySoon());
}
