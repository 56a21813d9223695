import { command } from './command.ts'
import { conclude, runPlaywright } from './testRuns.ts'

/** Makes docs/screenshots/ anew, from a demo office of its own. */
await command(async () =>
  conclude(await runPlaywright(['--config', 'test/e2e/pictures.config.ts', ...process.argv.slice(2)])),
)
