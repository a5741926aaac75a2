import type { JsonObject } from '../core/json.ts';

/** Why a call is refused: one of the service's error codes, and words for people. */
export interface Refusal {
  code: string;
  message: string;
  /** Sent along with it. */
  headers?: Record<string, string>;
}

/** What an operation makes of its input. */
export type OperationResult = { output: JsonObject } | { refusal: Refusal };

export function refuse(code: string, message: string): { refusal: Refusal } {
  return { refusal: { code, message } };
}
