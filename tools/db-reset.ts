import { readConfig } from '#server/kernel/config.ts'
import { removeData } from '#server/kernel/postgres/throwAway.ts'
import { Problem } from '#server/kernel/problem.ts'
import { command } from './command.ts'
import { openOffice } from './office.ts'

/** Deletes the demo office, and only that, and builds it again. */
await command(async () => {
  const { dataDir, databaseUrl } = readConfig(process.env, 'demo')
  if (databaseUrl !== null) {
    throw new Problem({
      zh: 'db:reset 只重建内置数据库中的演示数据，不动 DATABASE_URL 所指的外部数据库。',
      en: 'db:reset rebuilds the demo data in the embedded database only and leaves the outside DATABASE_URL alone.',
    })
  }
  if (!(await removeData(dataDir))) {
    throw new Problem({
      zh: '演示系统正在运行，请先停止（Ctrl-C）再重建。',
      en: 'The demo is running: stop it (Ctrl-C), then reset.',
    })
  }
  const office = await openOffice('demo')
  await office.close()
  console.log(`演示数据已重建：${dataDir}\nThe demo office is rebuilt: ${dataDir}`)
})
