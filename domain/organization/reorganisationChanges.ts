import { type Change, changesOf } from '#domain/kernel/history.ts'
import { inBothEntered, joinTexts, type Text } from '#domain/kernel/text.ts'
import type { ReorganisationContent } from './reorganisation.api.ts'
import { endings } from './reorganisation.ts'

type Plan = { readonly fromOn: string; readonly document: string; readonly content: ReorganisationContent }
/** Names of divisions, of those that the same act founds by their keys too; and codes of items. */
export type NamesOfPlan = {
  readonly division: (idOrKey: string) => Text
  readonly item: (id: string) => string
}

const headFields = {
  fromOn: { name: { zh: '生效日', en: 'From' } },
  document: { name: { zh: '依据文件', en: 'Ordered by' } },
} as const

type Words = Map<string, { readonly name: Text; readonly words: Text }>

/** Each division that is founded, renamed or ended, in words. */
function rowsOf({ founded, renamed, ended }: ReorganisationContent, { division, item }: NamesOfPlan): Words {
  const rows: Words = new Map()
  for (const { key, code, name } of founded)
    rows.set(`founded ${key}`, {
      name: { zh: '增设', en: 'Founded' },
      words: { zh: `${name.zh}（编号${code}）`, en: `${name.en} (code ${code})` },
    })
  for (const { divisionId, name } of renamed) {
    const before = division(divisionId)
    rows.set(`renamed ${divisionId}`, {
      name: { zh: '更名', en: 'Renamed' },
      words: { zh: `${before.zh}更名为${name.zh}`, en: `${before.en} is called ${name.en}` },
    })
  }
  for (const end of ended)
    rows.set(`ended ${end.divisionId}`, { name: endings[end.how], words: endWords(end, { division, item }) })
  return rows
}

function endWords(end: ReorganisationContent['ended'][number], { division, item }: NamesOfPlan): Text {
  const successorOf = (key: string | null): Text => (key === null ? { zh: '未定', en: 'not named' } : division(key))
  const [name, heir] = [division(end.divisionId), successorOf(end.successor)]
  const others = end.items.map(({ itemId, successor }): Text => {
    const to = successorOf(successor)
    return { zh: `${item(itemId)}由${to.zh}承接`, en: `${item(itemId)} goes to ${to.en}` }
  })
  return joinTexts(
    [{ zh: `${name.zh}，由${heir.zh}承接`, en: `${name.en}, taken over by ${heir.en}` }, ...others],
    '；',
    '; ',
  )
}

/** A content in words: each division that it founds, renames or ends. */
export const wordsOfContent = (content: ReorganisationContent, names: NamesOfPlan): Text =>
  joinTexts(
    [...rowsOf(content, names).values()].map(({ name, words }) => ({
      zh: `${name.zh}：${words.zh}`,
      en: `${name.en}: ${words.en}`,
    })),
    '；',
    '; ',
  )

export const nothing: ReorganisationContent = { founded: [], renamed: [], ended: [] }

/** What was changed: the day, the document, and each division that is now arranged otherwise. */
export function changesOfPlan(before: Plan | null, after: Plan, names: NamesOfPlan): Change[] {
  const [old, now] = [rowsOf(before?.content ?? nothing, names), rowsOf(after.content, names)]
  const rows = [...new Set([...old.keys(), ...now.keys()])].flatMap((field): Change[] => {
    const [was, is] = [old.get(field), now.get(field)]
    const name = is?.name ?? was?.name
    const [oldWords, newWords] = [was && inBothEntered(was.words), is && inBothEntered(is.words)]
    if (!name || (oldWords === newWords && was?.name.zh === is?.name.zh)) return []
    return [{ field, name, old: oldWords ?? null, new: newWords ?? null }]
  })
  return [...changesOf(headFields, before ?? {}, after), ...rows]
}
