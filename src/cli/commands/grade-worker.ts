import { perform, type Task } from '../../grade/subject.ts';
import type { Trial } from '../../grade/trial.ts';
import { ownSuite } from '../../session/suite.ts';

const suite = ownSuite();

/** Does one task of a grade in a thread of its own. */
export default function work(task: Task): Promise<Trial> {
  return perform(suite, task);
}
