import type { Classification } from './classification.ts';
import type { Contract } from './contract.ts';
import type { Difference } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { Hindrance } from './hindrance.ts';
import type { JsonObject, Path } from './json.ts';
import type { OpenMatter } from './open-matter.ts';
import type { HttpRequest, Outcome } from './outcome.ts';
import type { Clock } from './traffic.ts';
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

/** A slice of a run with resources of its own. What rules send goes through it. */
export interface TestContext {
  readonly contract: Contract;
  /** 32-bit seed of this rule in this phase. */
  readonly seed: number;
  /** How many random cases a rule draws. */
  readonly runs: number;
  /** Milliseconds that a late list may take to settle, on any target. */
  readonly settle: number;
  /** The same for a late read: 0 on loopback, where reads have no reason to be late. */
  readonly settleReads: number;
  /** Milliseconds to wait for a state that takes real time. */
  readonly patience: number;
  /** The time that waiting goes by; that of the recording where answers come from one. */
  readonly clock: Clock;
  /** Whether answers come from a recording or go into one, so that only what is answered can be judged. */
  readonly taped: boolean;
  readonly signal: AbortSignal;
  /** Whether the target runs in this process, so that the order in which calls come is ours to choose. */
  readonly inProcess: boolean;
  /** Whether the target does not implement an operation, as far as the run knows. */
  absent(operation: string): boolean;
  /** Which ways of making things work on this target, as far as the run knows. */
  readonly ways: Ways;
  /** What the documentation makes of an input. */
  classify(operation: string, input: JsonObject): Classification;
  /** Sends a call, judges the answer by all answer rules, remembers what it created. Throws SkipError where nothing can be learnt (no answer, denied, throttled for too long). */
  send(operation: string, input: JsonObject, wire?: (request: HttpRequest) => HttpRequest): Promise<Outcome>;
  /** A value for a member that names a resource (a staging distribution's domain name): never used before in this run where that is possible, and free. */
  name(resource: string): string | Promise<string>;
  /** What several rules look at, made once in a phase, in a lane of its own that stays open until the phase ends. */
  fixture<T>(key: string, make: (lane: TestContext) => Promise<T>): Promise<T>;
  /** Requests sent so far in the whole run. */
  readonly sent: number;
  /** Whether what is found is made smaller. */
  readonly shrinks: boolean;
  /** The latest calls of this rule in this phase, the last one last; older ones are forgotten. */
  readonly steps: readonly Step[];
  /** One judgement was made on this operation. `step`: the call that it is of, where another lane made it. */
  recordCheck(operation: string, step?: Step): void;
  /** The rule is broken; checking may go on. */
  reportViolation(violation: ViolationDetails): void;
  /** Something could not be judged or made, and what was done instead is no reason to keep quiet about what it shows. */
  hindered(error: SkipError): void;
  /** The target did this where the documentation is silent. What `send` sees by itself need not be told. */
  recordOpen(matter: OpenMatter): void;
  /** Something worth telling that is no finding (which of two errors won, a read that settled late). */
  note(text: string): void;
}
