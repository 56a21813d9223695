import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { basisOn, citation, type RulePack } from '#domain/kernel/settings.ts'
import { type Lifecycle, lifecycles } from '#domain/lifecycles.ts'
import { readPack } from '#server/kernel/settings.ts'

/** Writes docs/lifecycles.md from the lifecycle tables; with `--check` fails when the page is out of date. */
const target = new URL('../docs/lifecycles.md', import.meta.url)
const inForceOn = '2025-11-06'

const page = async (): Promise<string> => {
  const pack = await readPack('shenzhen')
  return [
    '# Lifecycles\n',
    'Generated from the tables in `domain/` by `npm run check -- --write`; the basis is that of the rule pack',
    `\`${pack.name}\` on ${inForceOn}. Change a state, a condition or who may act in the file named, nowhere else.\n`,
    ...lifecycles.map((lifecycle) => section(lifecycle, pack)),
  ].join('\n')
}

const targetsOf = ({ to, orBackTo = [] }: Lifecycle['transitions'][string]): string[] => [to, ...orBackTo]

function section({ name, file, states, start, transitions }: Lifecycle, pack: RulePack): string {
  const rows = Object.entries(transitions).map(([action, transition]) => {
    const who = transition.requires.flatMap((rule) => (rule.who ? [rule.who.en] : [])).join('; ')
    const conditions = transition.requires.filter((rule) => !rule.who).map((rule) => `\`${rule.code}\``)
    const basis = citation(basisOn(pack, transition.basis, inForceOn))
    const from = transition.from.map((state) => states[state]?.en ?? state).join(', ')
    const to = targetsOf(transition).map((state) => states[state]?.en ?? state)
    return `| \`${action}\` ${transition.label.zh} ${transition.label.en} | ${from} | ${to.join(', or back to ')} | ${basis.en} (${basis.zh}) | ${who || 'by relation'} | ${conditions.join(', ') || 'none'} |`
  })
  const arrows = Object.entries(transitions).flatMap(([action, transition]) =>
    transition.from.flatMap((state) => targetsOf(transition).map((to) => `  ${state} --> ${to}: ${action}`)),
  )
  return [
    `## ${name.en} ${name.zh}\n`,
    `Written in [\`${file}\`](../${file}).\n`,
    '```mermaid',
    'stateDiagram-v2',
    ...start.map((state) => `  [*] --> ${state}`),
    ...arrows,
    '```\n',
    `States: ${Object.entries(states)
      .map(([state, text]) => `\`${state}\` ${text.zh} ${text.en}`)
      .join(' · ')}\n`,
    '| action | from | to | basis | who | conditions |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

const written = await page()
if (argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '')
  if (present !== written) {
    process.stderr.write('docs/lifecycles.md is out of date: run `npm run check -- --write`\n')
    process.exitCode = 1
  }
} else {
  await writeFile(target, written)
}
