import type { Classification } from './classification.ts';
import type { Contract } from './contract.ts';
import type { Difference } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { Hindrance } from './hindrance.ts';
import type { JsonObject, Path } from './json.ts';
import type { OpenMatter } from './open-matter.ts';
import type { HttpRequest, Outcome } from './outcome.ts';
import type { Timing } from './timing.ts';
import type { Ways } from './ways.ts';

/** One call of a finding's sequence and its outcome. */
export interface Step {
  /** `changed`: its bytes are not what the input is written as. */
  call: { operation: string; input: JsonObject; changed?: true };
  outcome: Outcome;
}

/** What a rule reports when it is broken. */
export interface ViolationDetails {
  operation: string;
  expected: string;
  actual: string;
  /** The calls that show it, shortest known sequence, the decisive one last. */
  steps: Step[];
  /** The broken place inside the decisive request's input. */
  path?: Path;
  /** A supported input to show the difference against. */
  supported?: JsonObject;
  /** Which answers to the decisive call the rule allows, where that alone decides. */
  wanted?: Expectation;
  /** Requests sent in the whole run when it was first seen; when it is reported, unless it is said. */
  after?: number;
  /** All that is wrong with the answers, for a machine; told from the answer alone where a rule does not say. */
  differences?: readonly Difference[];
  /** fast-check's path to the smallest case, where it was found by a property. */
  fcPath?: string;
}

/** Thrown inside a property or a check to say that the rule is broken. */
export class RuleViolation extends Error {
  readonly violation: ViolationDetails;
  constructor(violation: ViolationDetails) {
    super(`${violation.operation}: expected ${violation.expected}, got ${violation.actual}`);
    this.violation = violation;
  }
}

/** Thrown when a rule can't be judged here; the reason becomes that of its `skip`. */
export class SkipError extends Error {
  readonly hindrance: Hindrance;
  /** What the failed call shows to be wrong, and the id of the rule that demands it. It is reported once in a run. */
  readonly violation: (ViolationDetails & { rule: string }) | undefined;
  constructor(
    message: string,
    { hindrance, violation }: { hindrance: Hindrance; violation?: ViolationDetails & { rule: string } },
  ) {
    super(message);
    this.hindrance = hindrance;
    this.violation = violation;
  }
}

/** What a rule learns about the run and the target. */
export interface Environment {
  readonly contract: Contract;
  /** 32-bit seed of this rule in this phase. */
  readonly seed: number;
  /** How many random cases a rule draws. */
  readonly runs: number;
  readonly timing: Timing;
  /** Whether answers come from a recording or go into one, so that only what is answered can be judged. */
  readonly taped: boolean;
  readonly signal: AbortSignal;
  /** Whether the target runs in this process, so that the order in which calls come is ours to choose. */
  readonly inProcess: boolean;
  /** Whether violations are reduced to smaller cases. */
  readonly shrinks: boolean;
  /** Which ways of making things work on this target, as far as the run knows. */
  readonly ways: Ways;
  /** Whether the target does not implement an operation, as far as the run knows. */
  absent(operation: string): boolean;
  /** Says what the documentation makes of an input. */
  classify(operation: string, input: JsonObject): Classification;
}

/** How a rule calls the target. */
export interface Calls {
  /**
   * Sends a call, judges the response by all answer rules, and remembers what it created.
   * @throws SkipError where nothing can be learnt (no answer, denied, throttled for too long).
   */
  send(operation: string, input: JsonObject, wire?: (request: HttpRequest) => HttpRequest): Promise<Outcome>;
  /** Gives a value for a member that names a resource (a staging distribution's domain name): free, and where possible never used before in this run. */
  name(resource: string): string | Promise<string>;
  /** Gives what several rules look at, made once in a phase, in a context of its own that stays open until the phase ends. */
  fixture<T>(key: string, make: (context: TestContext) => Promise<T>): Promise<T>;
  /** Requests sent so far in the whole run. */
  readonly sent: number;
  /** The latest calls of this rule in this phase, the last one last; older ones are forgotten. */
  readonly steps: readonly Step[];
}

/** How a rule says what it found. */
export interface Reporting {
  /** Records that the rule was judged on this operation. `step`: the call, where another context made it. */
  recordCheck(operation: string, step?: Step): void;
  /** Reports that the rule is violated; checking may go on. */
  reportViolation(violation: ViolationDetails): void;
  /** Reports what a failed preparation shows, although the rule found another way. */
  hindered(error: SkipError): void;
  /** Records what the target did where the documentation is silent. What `send` sees by itself need not be told. */
  recordOpen(matter: OpenMatter): void;
  /** Tells what is worth knowing but no finding (which of two errors won, a read that settled late). */
  note(text: string): void;
}

/** A slice of a run with resources of its own: all that a rule works with. */
export interface TestContext extends Environment, Calls, Reporting {}
