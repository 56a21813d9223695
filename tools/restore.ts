import { mkdir } from 'node:fs/promises'
import { restoreBackup } from '#server/kernel/backup/restore.ts'
import { verifyBackup } from '#server/kernel/backup/verify.ts'
import { removeData } from '#server/kernel/postgres/throwAway.ts'
import { command } from './command.ts'
import { markComplete } from './office.ts'
import { filesFolder, openEmpty, readWords } from './storage.ts'

await command(async () => {
  const { file, mode, storage } = readWords('npm run restore -- FILE.tar.gz [--demo]')
  await verifyBackup(file)
  const database = await openEmpty(storage)
  try {
    await mkdir(storage.dataDir, { recursive: true, mode: 0o700 })
    const manifest = await restoreBackup({ file, ...database, filesFolder: filesFolder(storage) })
    if (mode === 'demo') await markComplete(storage)
    await database.stop()
    console.log(`已恢复 ${manifest.madeAt} 的备份，各表与各文件均已核对。`)
    console.log(`The backup of ${manifest.madeAt} is restored; every table and file was compared.`)
  } catch (error) {
    await database.stop()
    if (storage.databaseUrl === null) await removeData(storage.dataDir)
    throw error
  }
})
