import { defineConfig } from '@playwright/test'

const executablePath = process.env.CHROMIUM

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.e2e.ts',
  globalSetup: './test/e2e/globalSetup.ts',
  outputDir: '.jiheng/test-results',
  fullyParallel: true,
  workers: 2,
  // on a slow shared machine a story gets one more try, which the closing line counts; elsewhere none
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  timeout: 480_000,
  expect: { timeout: 30_000 },
  use: {
    actionTimeout: 15_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: executablePath ? { executablePath } : {},
  },
})
