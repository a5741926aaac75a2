import { defineConfig } from 'vitest/config';

const node = { environment: 'node' as const, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...node, name: 'unit', isolate: false, include: ['src/**/*.test.ts'] } },
      { test: { ...node, name: 'properties', isolate: false, include: ['properties/**/*.property.ts'] } },
      { test: { ...node, name: 'conformance', include: ['properties/conformance.ts'] } },
    ],
  },
});
