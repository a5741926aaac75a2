import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { warmThread } from './warm-thread.ts';

const rooms = process.env.MUTANTS_TESTED?.split(',') ?? ['src'];

/** The unit tests of the rooms that are tried. Those that start programs or change the working directory can't run in a thread. */
export default defineConfig({
  plugins: [
    {
      name: 'warm-thread',
      // Stryker asks for threads, whatever the pool of a configuration is.
      configureVitest({ project }) {
        Object.assign(project.config, { pool: warmThread.name, poolRunner: warmThread });
      },
    },
  ],
  test: {
    environment: 'node',
    isolate: false,
    // Stryker ends a mutant that takes too long; the first run may be slow on a busy machine.
    testTimeout: 60_000,
    setupFiles: [fileURLToPath(new URL('loaded.ts', import.meta.url))],
    include: rooms.map((room) => `${room}/**/*.test.ts`),
    exclude: [
      'src/cli/commands/serve*.test.ts',
      'src/cli/help.test.ts',
      'src/cli/**/wrong-*.test.ts',
      'src/cli/options/{config,option-check}.test.ts',
      'src/report/{html,script}/**',
    ],
  },
});
