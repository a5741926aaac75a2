import { replaced } from '../config.ts';
import { CREATE, type Fault, UPDATE } from '../fault.ts';
import { stores } from '../fields.ts';
import { refusesPolicy } from './helpers.ts';

/** What is false or zero is taken for missing. */
export const absentOrFalseFaults: Fault[] = [
  refusesPolicy(
    { name: 'disabled-create-refused', about: 'A create with Enabled false is refused, as if Enabled were missing.' },
    [CREATE],
    ({ Enabled }) => Enabled === false,
  ),
  refusesPolicy(
    { name: 'disabled-update-refused', about: 'An update with Enabled false is refused, as if Enabled were missing.' },
    [UPDATE],
    ({ Enabled }) => Enabled === false,
  ),
  stores('disabled-create-enabled', 'Enabled false is taken for missing, and missing for true.', (config) =>
    replaced(config, 'enabled', (value) => value || true),
  ),
];
