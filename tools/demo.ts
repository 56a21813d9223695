import { createDatabase, createPool, withoutTransaction } from '#server/kernel/db.ts'
import { demoPeople } from '#server/setup/demoPeople.ts'
import { command } from './command.ts'
import { type Office, openOffice, untilStopped } from './office.ts'

await command(async () => {
  const office = await openOffice('demo')
  await printPeople(office)
  console.log(`ready ${office.url}`)
  await untilStopped(office)
})

async function printPeople({ appUrl }: Office): Promise<void> {
  const db = createDatabase(createPool(appUrl, 1))
  const { people, password } = await demoPeople(withoutTransaction(db))
  await db.destroy()
  if (people.length === 0) return
  console.log(`\n演示人员，密码均为 ${password}\nDemo people, all with the password ${password}\n`)
  for (const { userName, name, posts } of people) {
    console.log(`  ${userName.padEnd(16)}${name}\t${posts.map(({ zh, en }) => `${zh} / ${en}`).join('; ')}`)
  }
  console.log()
}
