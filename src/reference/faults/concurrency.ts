import { CREATE, DELETE, type Fault, UPDATE } from './fault.ts';

const WINDOW_MS = 2;

/** A gap between looking and writing. */
const gap = (name: string, about: string, operations: string[], ms = WINDOW_MS): Fault => ({
  name,
  kind: 'written',
  breaks: '{concurrency,lifecycle}.*',
  about,
  decide: () => ({ window: (operation) => (operations.includes(operation) ? ms : 0) }),
});

/** What goes wrong when calls come at once and nowhere else. */
export const concurrencyFaults: Fault[] = [
  gap('lost-update', 'Of updates with the same ETag several succeed when they come within two milliseconds.', [UPDATE]),
  gap('racing-deletes', 'An update and a delete with the same ETag both succeed when they come at once.', [
    UPDATE,
    DELETE,
  ]),
  gap('racing-creates', 'Two creates for one staging distribution both succeed when they come at once.', [CREATE]),
];
