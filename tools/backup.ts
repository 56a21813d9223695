import { statSync } from 'node:fs'
import { writeBackup } from '#server/kernel/backup/backup.ts'
import { command } from './command.ts'
import { filesFolder, openExisting, readWords } from './storage.ts'

await command(async () => {
  const { file, storage } = readWords('npm run backup -- FILE.tar.gz [--demo]')
  const database = await openExisting(storage)
  try {
    const manifest = await writeBackup({ ownerUrl: database.ownerUrl, filesFolder: filesFolder(storage), file })
    const tables = Object.keys(manifest.tables).length
    const files = Object.keys(manifest.files).length
    console.log(`已备份 ${tables} 张表、${files} 个文件，共 ${statSync(file).size} 字节：${file}`)
    console.log(`Backed up ${tables} tables and ${files} files, ${statSync(file).size} bytes: ${file}`)
  } finally {
    await database.stop()
  }
})
