import { command } from '../command.ts'
import { benchBoards } from './boards.ts'

/** The supervision board alone; with `--small` a tenth of its size. */
await command(async () => {
  console.log(await benchBoards(process.argv.includes('--small')))
})
