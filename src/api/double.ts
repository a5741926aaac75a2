import type { Arbitrary } from 'fast-check';
import { loadContract } from '../contracts/load.ts';
import type { Contract } from '../core/contract.ts';
import { type Answer, answers as answersWith } from '../double/answers.ts';
import { type Conversation, conversationWith } from '../double/conversation.ts';
import type { Connect, ConversationOptions, WrapperUnderTest } from '../double/converse.ts';
import { createDouble, type Double, type DoubleOptions } from '../double/double.ts';
import { createReference } from '../reference/reference.ts';
import { installHandler, type Nock } from '../targets/nock.ts';

/** The parts that have a default: the built contract, and the reference as the service. */
type Defaulted = 'contract' | 'service';

let built: Contract | undefined;

const withDefaults = <T extends object>(options: T): T & Pick<DoubleOptions, Defaulted> => {
  const { contract = (built ??= loadContract()) } = options as Partial<DoubleOptions>;
  return { contract, service: () => createReference({ contract }).handle, ...options };
};

/** A CloudFront in memory that judges every request it gets. Give `double().handle` to a test, or `listen(double())` for a port. */
export function double(options: Partial<DoubleOptions> = {}): Double {
  return createDouble(withDefaults(options));
}

/**
 * Puts a judging double in the place of the service for all code in this process that sends through node:http, node:https
 * or the global fetch. `uninstall` takes it away again. Give it the nock that your tests import, version 14.
 */
export function installDouble(
  nock: unknown,
  options: Partial<DoubleOptions> = {},
): { double: Double; uninstall: () => void } {
  const installed = double(options);
  const { host } = installed.contract.service;
  return { double: installed, uninstall: installHandler(nock as Nock, installed.handle, `https://${host}`) };
}

/** Connects a wrapper that always calls the real host and cannot be configured: in process, by nock 14. */
export function throughNock(nock: unknown): Connect {
  return async (judge) => {
    const url = `https://${judge.contract.service.host}`;
    const uninstall = installHandler(nock as Nock, judge.handle, url);
    return { url, close: async () => uninstall() };
  };
}

/** The properties of a wrapper over all of its inputs: what it sends, how it ends, what it retries, re-reads and leaves behind. */
export function conversation<T, A = undefined>(
  wrapper: WrapperUnderTest<T, A>,
  inputs: Arbitrary<T>,
  options: Omit<ConversationOptions<T, A>, Defaulted> & Partial<Pick<DoubleOptions, Defaulted>> = {},
): Conversation<T> {
  return conversationWith(wrapper, inputs, withDefaults(options));
}

/** Every answer that an operation's documentation allows. Throws for an unknown operation. */
export function answers(operation: string): Arbitrary<Answer> {
  return answersWith((built ??= loadContract()), operation);
}
