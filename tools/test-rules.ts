import { command, runProgram } from './command.ts'
import { conclude, runVitest } from './testRuns.ts'

await command(async () => {
  const words = process.argv.slice(2)
  const others = words.filter((word) => word !== '--watch')
  if (others.length === words.length) return conclude(await runVitest(['--project', 'rules', ...words]))
  await runProgram(['vitest', '--project', 'rules', ...others])
})
