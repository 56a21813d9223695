import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { environmentSettings } from '#server/kernel/config.ts'

/**
 * Writes the table of settings between the marks `<!-- settings:en -->` and `<!-- /settings -->` of the pages that have
 * them; with `--check` fails when one is out of date.
 */
const pages = ['docs/operations.md', 'README.md', 'README.zh-CN.md'] as const
const place = /(<!-- settings:(zh|en) -->\n)[\s\S]*?(<!-- \/settings -->)/g

const headings = {
  zh: ['设置', '含义', '默认（演示）', '默认（生产）', '必填'],
  en: ['setting', 'meaning', 'default of a demo', 'default in production', 'obligatory'],
} as const

function tableIn(language: Language): string {
  const rows = environmentSettings.map(({ name, meaning, defaults: { demo, production } }) => [
    `\`${name}\``,
    inLanguage(meaning, language),
    demo === null ? '' : `\`${demo}\``,
    production === null ? `**${headings[language][4]}**` : `\`${production}\``,
  ])
  const lines = [headings[language].slice(0, 4), ['---', '---', '---', '---'], ...rows]
  return `\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n`
}

for (const page of pages) {
  const target = new URL(`../${page}`, import.meta.url)
  const present = await readFile(target, 'utf8').catch(() => '') // a page that is not written yet has no table
  const written = present.replace(
    place,
    (_, open: string, language: Language, close: string) => `${open}${tableIn(language)}${close}`,
  )
  if (written === present) continue
  if (argv.includes('--check')) {
    process.stderr.write(`The settings in ${page} are out of date: run \`npm run check -- --write\`\n`)
    process.exitCode = 1
  } else await writeFile(target, written)
}
