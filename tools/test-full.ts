import { command, runProgram } from './command.ts'
import { startSecondPostgres } from './secondPostgres.ts'
import { type Count, conclude, runPlaywright, runVitest, sum } from './testRuns.ts'

/**
 * All of `npm test` with every screen in every variant, then the models at length, the server's tests on a second
 * PostgreSQL, 500 submissions at once while server and database are killed, and the planted faults, each of which has to
 * be caught.
 */
await command(async () => {
  conclude(
    sum([
      await runVitest([]),
      await runPlaywright([], { EVERY_VARIANT: '1' }),
      await longModels(),
      await onSecondPostgres(),
      await own('tools/crash.ts'),
      await own('tools/faults.ts'),
    ]),
  )
})

function longModels(): Promise<Count> {
  const words = ['--project', 'rules', '--project', 'server', '--testTimeout=600000']
  return runVitest([...words, 'domain/', 'test/dutyModel.test.ts', 'test/planModel.test.ts'], { LONG_MODELS: '1' })
}

async function onSecondPostgres(): Promise<Count> {
  const second = await startSecondPostgres()
  try {
    return await runVitest(['--project', 'server'], {
      TEST_DATABASE_URL: second.appUrl,
      TEST_MIGRATION_DATABASE_URL: second.ownerUrl,
    })
  } finally {
    await second.stop()
  }
}

/** One of our programs counts as one test. */
async function own(file: string): Promise<Count> {
  const { code } = await runProgram([process.execPath, file])
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
