import { defineConfig } from 'vitest/config';

// Files share what they import, so each leaves the process as it found it.
const node = { environment: 'node' as const, isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };

// A test in which nothing was asserted fails.
const expect = { requireAssertions: true };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...node, expect, name: 'unit', include: ['src/**/*.test.ts'] } },
      { test: { ...node, expect, name: 'properties', include: ['properties/*.property.ts'] } },
      // As users write them: what asserts is the property.
      { test: { ...node, name: 'examples', include: ['properties/examples/*.property.ts'] } },
      { test: { ...node, name: 'conformance', include: ['properties/conformance.ts'] } },
    ],
  },
});
