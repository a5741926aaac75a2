import { PHASES } from '../../core/rule.ts';
import type { ConfigOptions } from '../../session/config-file.ts';

/** Sets of options with a name, weaker than flags and the file's own options. */
export const PRESETS: Record<string, { about: string; options: ConfigOptions }> = {
  policies: {
    about: 'policies only: no distribution is created, read or changed',
    options: { phase: PHASES.filter((phase) => phase !== 'workflow').join(','), staging: 'synthetic' },
  },
  workflow: { about: 'policies and distributions, as the documented workflow uses them; the default', options: {} },
  'read-only': {
    about: 'nothing is created, changed or deleted; only reads and lists are judged',
    options: { readOnly: true, staging: 'synthetic' },
  },
};

/** The help text of `--preset`. */
export const PRESET_HELP = `named set of options: ${Object.keys(PRESETS).join(', ')}, or a profile from the configuration file`;
