import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const long = process.env.LONG_MODELS ? ['test/longModels.ts'] : []

export default defineConfig({
  test: {
    // without a number vitest leaves one core idle
    maxWorkers: availableParallelism(),
    projects: [
      { test: { name: 'rules', include: ['domain/**/*.test.ts'], setupFiles: long, testTimeout: 30_000 } },
      { test: { name: 'web', include: ['web/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
          globalSetup: ['test/template.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
