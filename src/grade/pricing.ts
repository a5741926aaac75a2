import picomatch from 'picomatch';
import { PHASES } from '../core/rule.ts';
import type { Fault } from '../reference/faults/fault.ts';
import type { GradeTask } from './implementation.ts';
import { type FoundBy, foundBy, orderByPrice, type Priced } from './order.ts';
import type { Suite } from './suite.ts';
import type { Trial, TrialOptions } from './trial.ts';

/** One lane, so that each request belongs to one task; random cases come after everything in any order. */
const ALONE: TrialOptions = {
  seed: 1,
  runs: 20,
  settle: 50,
  lanes: 1,
  tasks: true,
  phases: PHASES.filter((phase) => phase !== 'random'),
};

/** Measures what each task costs and which faults it finds, and puts the tasks in the order that this calls for. */
export async function priceTasks(
  { rules }: Suite,
  faults: readonly Fault[],
  perform: (task: GradeTask) => Promise<Trial>,
): Promise<Priced[]> {
  const conforming = perform({ subject: 'reference', options: ALONE });
  const measured = faults.map(async ({ name, breaks }): Promise<FoundBy> => {
    const names = picomatch(breaks, { bash: true });
    // A rule on answers needs others that ask.
    const options = rules.answer.some(({ id }) => names(id)) ? ALONE : { ...ALONE, rules: breaks };
    const { tasks = [] } = await perform({ subject: { fault: name }, options });
    return foundBy(name, tasks, names);
  });
  const { tasks = [] } = await conforming;
  const groups = new Map(rules.active.map(({ id, fixture: shares }) => [id, shares]));
  const groupOf = (task: string): string | undefined => groups.get(task.slice(task.indexOf(' ') + 1));
  return orderByPrice(tasks, await Promise.all(measured), groupOf);
}
