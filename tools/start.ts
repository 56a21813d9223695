import { command } from './command.ts'
import { openOffice, untilStopped } from './office.ts'

await command(async () => {
  const office = await openOffice('production')
  if (office.setupCode) {
    console.log(`本单位尚未设置。请打开 ${office.config.origin}/setup，输入设置码：${office.setupCode}`)
    console.log(`The office is not set up yet. Open ${office.config.origin}/setup and enter: ${office.setupCode}`)
  }
  console.log(`ready ${office.url}`)
  await untilStopped(office)
})
