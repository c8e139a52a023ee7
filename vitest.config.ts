import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS } from './packages/cli/src/browser/chromium-args.js';
import { findChromium } from './packages/cli/src/browser/find-chromium.js';

const source = { conditions: ['@wasm-vitals/source'] };
const executablePath = findChromium()?.path;

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    // a loaded machine is slow, not wrong: a test that hangs still ends
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // a build machine that stood still for a moment gets one more try; at a desk a flaky test fails at once
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['default', './scripts/sum-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.ts', 'apps/*/src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          globalSetup: ['./e2e/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
