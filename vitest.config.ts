import { defineConfig } from 'vitest/config';

// Files share what they import, so each leaves the process as it found it.
const node = { environment: 'node' as const, isolate: false, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...node, name: 'unit', include: ['src/**/*.test.ts'] } },
      { test: { ...node, name: 'properties', include: ['properties/**/*.property.ts'] } },
      { test: { ...node, name: 'conformance', include: ['properties/conformance.ts'] } },
    ],
  },
});
