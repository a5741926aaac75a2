import type { Bytes } from '../core/bytes.ts';
import type { Contract } from '../core/contract.ts';
import type { RecordedStep } from '../core/event.ts';
import type { JsonObject } from '../core/json.ts';
import type { Step, ViolationDetails } from '../core/test-context.ts';
import { outcomeText } from '../rules/expect.ts';
import { bindNames } from '../schema/bind.ts';

/** A step as reports show it: the bytes as the target tells them, which holds no secrets. */
export function recordStep({ call, outcome }: Step, origin: string): RecordedStep {
  const { exchange } = outcome;
  return {
    operation: call.operation,
    input: call.input,
    outcome: outcomeText(outcome),
    ms: Math.round(outcome.ms * 10) / 10,
    ...(exchange
      ? {
          request: {
            method: exchange.request.method,
            url: origin + exchange.request.path,
            headers: exchange.request.headers,
            body: bytesOf(exchange.request.body),
          },
        }
      : {}),
    ...(exchange?.response
      ? {
          response: {
            status: exchange.response.status,
            headers: exchange.response.headers,
            body: bytesOf(exchange.response.body),
          },
        }
      : {}),
  };
}

/** Most bytes of a body that a report keeps. */
const KEPT = 100_000;

export function bytesOf(body: Uint8Array): Bytes {
  const kept = body.subarray(0, KEPT);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kept);
    return { text: body.length > KEPT ? `${text}… (${body.length} bytes)` : text };
  } catch {
    return { base64: Buffer.from(kept).toString('base64') };
  }
}

/**
 * The supported input of a finding made comparable with what was sent: it speaks of the same resources, so that only
 * what matters differs.
 */
export function comparable(
  contract: Contract,
  { operation, path, steps }: ViolationDetails,
  supported: JsonObject,
): JsonObject {
  const sent = steps.at(-1)?.call.input ?? {};
  const shape = contract.operations[operation]!.input;
  const used: string[] = [];
  bindNames(contract, shape, sent, (_, value) => {
    if (!used.includes(value)) used.push(value);
    return value;
  });
  const meant: string[] = [];
  const named = bindNames(contract, shape, supported, (_, value) => {
    if (!meant.includes(value)) meant.push(value);
    return used[meant.indexOf(value)] ?? value;
  });
  const members = contract.$defs[shape]?.properties ?? {};
  const addresses = (member: string): boolean => {
    const { binding } = members[member] ?? {};
    return binding !== undefined && !('payload' in binding);
  };
  const address = Object.entries(sent).filter(([member]) => addresses(member) && member !== path?.[0]);
  return { ...named, ...Object.fromEntries(address) };
}
