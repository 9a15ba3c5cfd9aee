import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` runs beside the source, `integration` spawns real processes, `e2e` drives a real browser. Every
 * core is used; files that start programs of their own run two at a time, each with ports and folders of its own.
 */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['{sync,renderer,electron,build}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', 'build/e2e/**', '**/node_modules/**'],
          testTimeout: 30_000,
          // No test leaves anything behind: files of one worker share what they import, which takes half the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{sync,electron,build}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['build/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
