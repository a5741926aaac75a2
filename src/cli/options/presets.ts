import { PHASES } from '../../core/rule.ts';
import type { ConfigOptions } from '../../session/config-file.ts';

/** Sets of options with a name, weaker than flags and the file's own options. */
export const PRESETS: Record<string, { about: string; options: ConfigOptions }> = {
  policies: {
    about: 'policies alone: no distribution is created, read or changed',
    options: { phase: PHASES.filter((phase) => phase !== 'workflow').join(','), staging: 'synthetic' },
  },
  workflow: { about: 'distributions too, as the documented workflow uses them; the default', options: {} },
  'read-only': {
    about: 'nothing is created, changed or deleted; what can be told by reading and listing is judged',
    options: { readOnly: true, staging: 'synthetic' },
  },
};

/** The help text of `--preset`. */
export const PRESET_HELP = `a set of options: ${Object.keys(PRESETS).join(', ')}, or a profile of the configuration file`;
