import type { Arbitrary } from 'fast-check';
import type { ConversationOptions, WrapperUnderTest } from './converse.ts';
import { conforms } from './properties/conforms.ts';
import { ends } from './properties/ends.ts';
import { leavesNothing } from './properties/leaves-nothing.ts';
import { type PropertyJudge, type WrapperProperty, wrapperProperty } from './properties/property.ts';
import { rereads } from './properties/rereads.ts';
import { retries } from './properties/retries.ts';

/** What holds for every conversation of a good wrapper. */
export interface Conversation<T> {
  conforms: WrapperProperty<T>;
  ends: WrapperProperty<T>;
  retries: WrapperProperty<T>;
  rereads: WrapperProperty<T>;
  leavesNothing: WrapperProperty<T>;
}

/** The properties of a wrapper over all of its inputs. Each conversation has a fresh service on a port of its own. */
export function conversationWith<T, A = undefined>(
  wrapper: WrapperUnderTest<T, A>,
  inputs: Arbitrary<T>,
  options: ConversationOptions<T, A>,
): Conversation<T> {
  const property = (judging: PropertyJudge<unknown, unknown>): WrapperProperty<T> =>
    wrapperProperty(wrapper, inputs, options, judging as PropertyJudge<T, A>);
  return {
    conforms: property(conforms),
    ends: property(ends),
    retries: property(retries),
    rereads: property(rereads),
    leavesNothing: property(leavesNothing),
  };
}
