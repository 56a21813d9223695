import { command, runProgram } from './command.ts'

/** Formats and lints what is staged. A file that is staged in part is only checked: formatting it would stage the rest. */
await command(async () => {
  const staged = await names('diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z')
  const changed = new Set(await names('diff', '--name-only', '-z'))
  const whole = staged.filter((file) => !changed.has(file))
  const partly = staged.filter((file) => changed.has(file))
  const biome = ['biome', 'check', '--no-errors-on-unmatched', '--files-ignore-unknown=true']
  if (whole.length > 0) {
    await demand([...biome, '--write', ...whole])
    await demand(['git', 'add', '--', ...whole])
  }
  if (partly.length > 0) await demand([...biome, ...partly])
})

async function names(...words: string[]): Promise<string[]> {
  const { output } = await runProgram(['git', ...words], { quiet: true })
  return output.split('\0').filter(Boolean)
}

async function demand(words: readonly string[]): Promise<void> {
  const { code } = await runProgram(words)
  if (code !== 0) process.exit(code)
}
