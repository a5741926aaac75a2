import { configSent, createdBy, idSent, operationOf } from '../contracts/resource.ts';
import type { Contract, Resource } from '../core/contract.ts';
import type { JournalEntry } from '../core/journal.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Call, Target } from '../core/target.ts';
import { idIn, isGone, marksIn } from '../provision/resources.ts';

export interface Journal {
  run: string;
  write(entry: JournalEntry): void;
}

/** Writes down every create and update before it is sent, and its outcome. */
export function journalled(contract: Contract, target: Target, { run, write }: Journal): Target {
  const creators = createdBy(contract);
  const resources = Object.values(contract.resources);
  let count = 0;

  const create = async (call: Call): Promise<Outcome> => {
    const resource = creators.get(call.operation)!;
    const n = ++count;
    write({ type: 'create', run, n, resource: resource.name, ...chosenIn(resource, call.input) });
    const outcome = await target.call(call);
    const id = idIn(resource, outcome);
    if (id !== undefined) write({ type: 'made', run, n, id });
    else if (knownUnmade(outcome)) write({ type: 'not-made', run, n });
    return outcome;
  };

  return {
    ...target,
    async call(call) {
      if (creators.has(call.operation)) return create(call);
      const { operation, input } = call;
      const resource = resources.find(
        (resource) => operationOf(resource, 'update') === operation || operationOf(resource, 'delete') === operation,
      );
      const id = resource && idSent(resource, input);
      if (!resource || typeof id !== 'string') return target.call(call);
      if (operation === operationOf(resource, 'update'))
        write({ type: 'update', run, resource: resource.name, id, ...chosenIn(resource, input) });
      const outcome = await target.call(call);
      if (operation === operationOf(resource, 'delete') && (outcome.kind === 'response' || isGone(resource, outcome)))
        write({ type: 'undone', run, resource: resource.name, id });
      return outcome;
    },
  };
}

/** What makes ours what a write leaves: names, or where there are none the configuration. */
function chosenIn(resource: Resource, input: JsonObject): { marks: string[]; config?: JsonObject } {
  const marks = marksIn(resource, input);
  const config = configSent(resource, input) as JsonObject | undefined;
  return { marks, ...(marks.length === 0 && config ? { config } : {}) };
}

/** Whether it is known that nothing was made. */
function knownUnmade(outcome: Outcome): boolean {
  if (outcome.kind === 'refused') return outcome.status < 500;
  if (outcome.kind === 'unreadable') {
    const { status = 0 } = outcome;
    return status >= 300 && status < 500;
  }
  // Stryker disable next-line ConditionalExpression: of a response, neither is ever set
  return outcome.kind === 'unsent' || (outcome.kind === 'lost' && (outcome.withheld ?? outcome.unreached) === true);
}
