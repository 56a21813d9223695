import { command } from './command.ts'
import { openOffice, untilStopped } from './office.ts'

await command(async () => {
  const office = await openOffice('demo', { withWeb: false })
  console.log(`server ${office.url}, pages http://127.0.0.1:5173`)
  await untilStopped(office)
})
