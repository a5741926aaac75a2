import type { Command } from 'commander';

/** Every command, in the order in which the help lists them, each loaded when it is wanted. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./commands/run.ts')).runCommand(),
  fuzz: async () => (await import('./commands/fuzz.ts')).fuzzCommand(),
  matrix: async () => (await import('./commands/matrix.ts')).matrixCommand(),
  init: async () => (await import('./commands/init.ts')).initCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand(),
  cassette: async () => (await import('./commands/cassette.ts')).cassetteCommand(),
  traffic: async () => (await import('./commands/traffic.ts')).trafficCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  merge: async () => (await import('./commands/merge.ts')).mergeCommand(),
  show: async () => (await import('./commands/show.ts')).showCommand(),
  reproduce: async () => (await import('./commands/reproduce.ts')).reproduceCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  rules: async () => (await import('./commands/rules.ts')).rulesCommand(),
  explain: async () => (await import('./commands/explain.ts')).explainCommand(),
  grade: async () => (await import('./commands/grade.ts')).gradeCommand(),
  schema: async () => (await import('./commands/schema.ts')).schemaCommand(),
  validate: async () => (await import('./commands/validate.ts')).validateCommand(),
  contract: async () => (await import('./commands/contract.ts')).contractCommand(),
};

export const allCommands = (): Promise<Command[]> => Promise.all(Object.values(COMMANDS).map((load) => load()));

export const isCommand = (name: string): boolean => Object.hasOwn(COMMANDS, name);

/** The command of a name alone; all of them where there is none of that name. */
export async function commandsFor(name: string | undefined): Promise<Command[]> {
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return load ? [await load()] : allCommands();
}

/** Whether a configuration file may hold the options of a command. */
export const isConfigured = (command: Command): boolean => command.options.some(({ long }) => long === '--config');
