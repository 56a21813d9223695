import type { DutyToJudge } from '#domain/collection/dutyActs.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import { figure } from './figures.ts'

const nil: Text = { zh: '零报告', en: 'nil return' }
const nothing: Text = { zh: '空', en: 'nothing' }

type Said = (words: Text) => string
type Change = { readonly name: string; readonly before: string; readonly now: string }

/** What one entry says otherwise than the version that was signed last: figure, further fields, note and evidence. */
export function changesOf(duty: DutyToJudge, text: Said): Change[] {
  const { lastSigned: last, indicator } = duty
  if (last === null) return []
  const shown = (value: string | null) => (value === null ? text(nil) : figure(value, indicator))
  const saidOf = (fields: DutyToJudge['further'], key: string) => fields.find((one) => one.key === key)?.words ?? ''
  const fields = [...duty.further, ...last.further.filter(({ key }) => saidOf(duty.further, key) === '')]
  const all = [
    [indicator.name, shown(last.value), shown(duty.value)],
    ...fields.map(({ key, name }) => [name, saidOf(last.further, key), saidOf(duty.further, key)]),
    [text({ zh: '说明', en: 'Note' }), last.note, duty.note],
    [text({ zh: '佐证', en: 'Evidence' }), last.evidence ?? '', duty.evidence?.name ?? ''],
  ]
  return all.flatMap(([name = '', before = '', now = '']) =>
    before === now ? [] : [{ name, before: before || text(nothing), now: now || text(nothing) }],
  )
}

/** The same of a whole sheet, as the sign dialog lists it; undefined where nothing differs. */
export function changesSinceSigned(duties: readonly DutyToJudge[], text: Said) {
  const changed = duties.filter((duty) => duty.lastSigned !== null)
  if (changed.length === 0) return undefined
  const list = changed.map((duty) => (
    <li key={duty.id}>
      <span>{duty.indicator.name}</span>
      {changesOf(duty, text).map(({ name, before, now }) => (
        <span key={name}>
          {name === duty.indicator.name ? '' : `${name} `}
          <del>{before}</del> <ins>{now}</ins>
        </span>
      ))}
      <small>
        {duty.enteredByName}
        {duty.correctionReason && text({ zh: `，${duty.correctionReason}`, en: `, ${duty.correctionReason}` })}
      </small>
    </li>
  ))
  return { count: changed.length, list }
}
