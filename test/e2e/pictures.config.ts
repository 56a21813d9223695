import stories from '../../playwright.config.ts'

/** The pictures of the README, one after the other and without haste. */
export default {
  ...stories,
  testDir: '.',
  globalSetup: './globalSetup.ts',
  testMatch: 'readme.pictures.ts',
  outputDir: '../../.jiheng/pictures-results',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 60_000 },
}
