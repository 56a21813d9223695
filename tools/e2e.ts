import { command } from './command.ts'
import { conclude, runPlaywright } from './testRuns.ts'

await command(async () => conclude(await runPlaywright(process.argv.slice(2))))
