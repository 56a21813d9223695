import { readdirSync, writeFileSync } from 'node:fs'
import { Problem } from '#server/kernel/problem.ts'
import { command } from './command.ts'

const folder = new URL('../server/migrations/', import.meta.url)

await command(async () => {
  const name = process.argv[2] ?? ''
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Problem({
      zh: '用法：npm run db:new -- 名称（小写字母、数字、下划线）',
      en: 'Usage: npm run db:new -- name (lower-case letters, digits, underscores)',
    })
  }
  const numbers = readdirSync(folder).map((file) => Number(file.match(/^(\d{4})_.*\.sql$/)?.[1] ?? 0))
  const file = `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}_${name}.sql`
  writeFileSync(new URL(file, folder), `-- ${name.replaceAll('_', ' ')}\n`, { flag: 'wx' })
  console.log(`server/migrations/${file}`)
})
