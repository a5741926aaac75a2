import { Option } from 'commander';

/** The option that names an earlier run to compare with. */
export const baselineOption = (): Option =>
  new Option('--baseline <file>', 'compare with an earlier run, recorded with --report ndjson=FILE');
