import type { Command } from 'commander';

/** Every command, in the order in which the help lists them, each loaded when it is wanted. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./run.ts')).runCommand(),
  fuzz: async () => (await import('./fuzz.ts')).fuzzCommand(),
  matrix: async () => (await import('./matrix.ts')).matrixCommand(),
  init: async () => (await import('./init.ts')).initCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  sweep: async () => (await import('./sweep.ts')).sweepCommand(),
  cassette: async () => (await import('./cassette.ts')).cassetteCommand(),
  traffic: async () => (await import('./traffic.ts')).trafficCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  merge: async () => (await import('./merge.ts')).mergeCommand(),
  reproduce: async () => (await import('./reproduce.ts')).reproduceCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  rules: async () => (await import('./rules.ts')).rulesCommand(),
  explain: async () => (await import('./explain.ts')).explainCommand(),
  grade: async () => (await import('./grade.ts')).gradeCommand(),
  schema: async () => (await import('./schema.ts')).schemaCommand(),
  validate: async () => (await import('./validate.ts')).validateCommand(),
  contract: async () => (await import('./contract.ts')).contractCommand(),
};

export const allCommands = (): Promise<Command[]> => Promise.all(Object.values(COMMANDS).map((load) => load()));

/** The command of a name alone; all of them where there is none of that name. */
export async function commandsFor(name: string | undefined): Promise<Command[]> {
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return load ? [await load()] : allCommands();
}

/** Whether a configuration file may hold the options of a command. */
export const isConfigured = (command: Command): boolean => command.options.some(({ long }) => long === '--config');
