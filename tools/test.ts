import { command } from './command.ts'
import { conclude, runPlaywright, runVitest, sum } from './testRuns.ts'

/** Rules, server on a real PostgreSQL, then browser stories. Words, such as part of a file's name, select tests of vitest alone. */
await command(async () => {
  const words = process.argv.slice(2)
  const counts = [await runVitest(words)]
  if (words.length === 0) counts.push(await runPlaywright([]))
  conclude(sum(counts))
})
