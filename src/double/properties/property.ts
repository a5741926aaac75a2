import { inspect } from 'node:util';
import fc, { type Arbitrary } from 'fast-check';
import { type ConversationOptions, converse, type Transcript, type WrapperUnderTest } from '../converse.ts';
import type { Planned } from '../disturbance.ts';
import { conversationText } from '../report.ts';

/**
 * Something that holds for every conversation of a wrapper: `fc.assert(property)`, or with `@fast-check/vitest`
 * `test.prop(arbitraries)(name, predicate)`.
 */
export interface WrapperProperty<T> {
  /** What it demands, as the name of a test. */
  name: string;
  /** The wrapper's input, and what comes between it and the service. */
  arbitraries: [Arbitrary<T>, Arbitrary<Planned[]>];
  /** One conversation. Rejects with a WrapperFault. */
  predicate: (input: T, plan: Planned[]) => Promise<void>;
  property: fc.IAsyncProperty<[T, Planned[]]>;
}

/** A conversation that breaks a property, told from its first request to its end. */
export class WrapperFault extends Error {
  override name = 'WrapperFault';
  declare readonly transcript: Transcript;
  constructor(faults: readonly string[], transcript: Transcript) {
    const { double, ending } = transcript;
    const end =
      ending.kind === 'hang'
        ? `it had not ended after ${ending.ms} ms`
        : ending.kind === 'error'
          ? `it ended with ${brief(ending.error)}`
          : `it ended in success: ${brief(ending.value)}`;
    super([...shortList(faults, FAULTS), conversationText(double.turns), `  ${end}`].join('\n'));
    // Where it was thrown says nothing of the wrapper.
    this.stack = `${this.name}: ${this.message}`;
    // Not enumerable, so that test runners print the message and not the whole contract.
    Object.defineProperty(this, 'transcript', { value: transcript });
  }

  /** What a test runner shows that looks at everything which an error has. */
  toJSON(): { name: string; message: string } {
    return { name: this.name, message: this.message };
  }
}

/** Faults that are told of one conversation, which often are one fault told again and again. */
const FAULTS = 2;

function shortList(faults: readonly string[], most: number): string[] {
  const rest = faults.length - most;
  return rest > 0 ? [...faults.slice(0, most), `and ${rest} more`] : [...faults];
}

const brief = (value: unknown): string =>
  value instanceof Error
    ? String(value)
    : inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxStringLength: 200 });

/** What a property looks at: the whole conversation. `again` has the same one without disturbances. */
export interface PropertyRun {
  transcript: Transcript;
  again: () => Promise<Transcript>;
}

/** How a property judges conversations: a name, the disturbances that it needs, and what is wrong with one. */
export interface PropertyJudge<T, A> {
  name: string;
  plan: Arbitrary<Planned[]>;
  faults: (judged: PropertyRun, options: ConversationOptions<T, A>) => string[] | Promise<string[]>;
}

export function wrapperProperty<T, A>(
  wrapper: WrapperUnderTest<T, A>,
  inputs: Arbitrary<T>,
  options: ConversationOptions<T, A>,
  { name, plan, faults }: PropertyJudge<T, A>,
): WrapperProperty<T> {
  const predicate = async (input: T, planned: Planned[]): Promise<void> => {
    const transcript = await converse(wrapper, input, planned, options);
    const found = await faults({ transcript, again: () => converse(wrapper, input, [], options) }, options);
    if (found.length > 0) throw new WrapperFault(found, transcript);
  };
  return { name, arbitraries: [inputs, plan], predicate, property: fc.asyncProperty(inputs, plan, predicate) };
}
