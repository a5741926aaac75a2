import { defineConfig } from 'vitest/config';

/** The unit tests that run in one thread. Those that start programs or change the working directory can't. */
export default defineConfig({
  test: {
    environment: 'node',
    isolate: false,
    // Stryker ends a mutant that takes too long; the first run may be slow on a busy machine.
    testTimeout: 60_000,
    include: ['src/**/*.test.ts'],
    exclude: [
      'src/cli/commands/serve*.test.ts',
      'src/cli/help.test.ts',
      'src/cli/**/wrong-*.test.ts',
      'src/cli/options/{config,option-check}.test.ts',
      'src/report/script/**',
    ],
  },
});
