import { CREATE, DELETE, type Fault, UPDATE } from './fault.ts';

const WINDOW_MS = 2;

/** A gap between looking and writing. */
const gap = (name: string, breaks: string, about: string, operations: string[], ms = WINDOW_MS): Fault => ({
  name,
  kind: 'written',
  breaks,
  about,
  decide: () => ({ window: (operation) => (operations.includes(operation) ? ms : 0) }),
});

/** What goes wrong when calls come at once and nowhere else. */
export const concurrencyFaults: Fault[] = [
  gap(
    'lost-update',
    'lifecycle.concurrency.{at-most-one-update,linearizable}',
    'Of updates with the same ETag several succeed when they come within two milliseconds.',
    [UPDATE],
  ),
  gap(
    'racing-deletes',
    'lifecycle.concurrency.delete-and-*',
    'An update and a delete with the same ETag both succeed when they come at once.',
    [UPDATE, DELETE],
  ),
  gap(
    'racing-creates',
    'lifecycle.concurrency.one-create-wins',
    'Two creates for one staging distribution both succeed when they come at once.',
    [CREATE],
  ),
];
