import type { Arbitrary } from 'fast-check';
import type { Contract } from './core/contract.ts';
import { type Answer, answers as answersWith } from './double/answers.ts';
import { type Conversation, conversationWith } from './double/conversation.ts';
import type { ConversationOptions, WrapperUnderTest } from './double/converse.ts';
import { createDouble, type Double, type DoubleOptions } from './double/double.ts';
import { createReference } from './reference/reference.ts';
import { loadContract } from './schema/contract.ts';

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
