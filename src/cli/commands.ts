import type { Command } from 'commander';
import { cassetteCommand } from './cassette.ts';
import { contractCommand } from './contract.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { fuzzCommand } from './fuzz.ts';
import { gradeCommand } from './grade.ts';
import { initCommand } from './init.ts';
import { matrixCommand } from './matrix.ts';
import { mergeCommand } from './merge.ts';
import { reportCommand } from './report.ts';
import { reproduceCommand } from './reproduce.ts';
import { rulesCommand } from './rules.ts';
import { runCommand } from './run.ts';
import { schemaCommand } from './schema.ts';
import { serveCommand } from './serve.ts';
import { sweepCommand } from './sweep.ts';
import { trafficCommand } from './traffic.ts';
import { validateCommand } from './validate.ts';

/** Every command, in the order in which the help lists them. */
export const allCommands = (): Command[] => [
  runCommand(),
  fuzzCommand(),
  matrixCommand(),
  initCommand(),
  serveCommand(),
  sweepCommand(),
  cassetteCommand(),
  trafficCommand(),
  reportCommand(),
  mergeCommand(),
  reproduceCommand(),
  exportCommand(),
  rulesCommand(),
  explainCommand(),
  gradeCommand(),
  schemaCommand(),
  validateCommand(),
  contractCommand(),
];

/** The commands whose options a configuration file may hold. */
export const configured = (commands: readonly Command[]): Command[] =>
  commands.filter((command) => command.options.some(({ long }) => long === '--config'));
