import { type GradeTask, perform } from '../../grade/implementation.ts';
import { type Inspected, type Inspection, inspect } from '../../grade/together/inspect.ts';
import type { Trial } from '../../grade/trial.ts';
import { ownSuite } from '../../session/suite.ts';

const suite = ownSuite();

/** Does one task of a grade in a thread of its own. */
export default function work(task: GradeTask): Promise<Trial> {
  return perform(suite, task);
}

/** Judges a server with several faults in a thread of its own. */
export function inspecting(inspection: Inspection): Promise<Inspected> {
  return inspect(suite, inspection);
}
