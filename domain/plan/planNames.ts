import { type Text, textIs } from '#domain/kernel/text.ts'
import type { CellRead } from './planCells.ts'

type Named = { readonly id: string; readonly name: Text }
type Person = { readonly id: string; readonly name: string; readonly divisionName: Text | null }

/** Everything that cells name: who and what may be chosen today, and the plan's year. */
export type TableNames = {
  readonly year: number
  readonly dimensions: Readonly<Record<string, Text>>
  readonly divisions: readonly Named[]
  readonly people: readonly Person[]
  readonly units: readonly Named[]
  readonly cityRows: readonly { readonly id: string; readonly number: number; readonly name: string }[]
}

const left = (value: unknown, zh: string, en: string): CellRead => ({
  value,
  note: { outcome: 'left', message: { zh, en } },
})

export function divisionIn(text: string, { divisions }: TableNames): CellRead {
  const found = divisions.find(({ name }) => textIs(name, text))
  return found
    ? { value: found.id }
    : left(null, `没有“${text}”这个处，或已不再有效。`, `There is no division “${text}”, or no longer.`)
}

export function unitIn(text: string, { units }: TableNames): CellRead {
  const found = units.find(({ name }) => textIs(name, text))
  return found
    ? { value: found.id }
    : left(null, `外部单位中没有“${text}”。`, `“${text}” is not among the outside bodies.`)
}

/** 张三, or 张三（秘书处） where two people have one name. */
export function personIn(text: string, { people }: TableNames): CellRead {
  const [, name = text, division] = /^(.*?)[（(](.*)[)）]$/.exec(text.trim()) ?? []
  const ofName = people.filter((one) => textIs({ zh: one.name, en: one.name }, name))
  const found =
    division === undefined ? ofName : ofName.filter((one) => one.divisionName && textIs(one.divisionName, division))
  const [first, second] = found
  if (!first) return left(null, `没有“${text}”这个人，或已不在职。`, `There is nobody called “${text}”, or no longer.`)
  if (!second) return { value: first.id }
  return left(
    null,
    `有${found.length}个“${name}”，请写作“${name}（${first.divisionName?.zh ?? '所在处'}）”。`,
    `There are ${found.length} people called “${name}”: write “${name}（${first.divisionName?.en ?? 'division'}）”.`,
  )
}

/** Several people; who is not found is named, the others are taken. */
export function peopleIn(text: string, names: TableNames): CellRead {
  const each = text
    .split(/[、，,；;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => personIn(one, names))
  const value = [...new Set(each.flatMap(({ value: id }) => (typeof id === 'string' ? [id] : [])))]
  const notes = each.flatMap(({ note }) => (note ? [note.message] : []))
  if (notes.length === 0) return { value }
  return left(value, notes.map(({ zh }) => zh).join(''), notes.map(({ en }) => en).join(' '))
}

/** The name of what an id stands for; somebody whose name another has too with the division. */
export function namesOf(
  kind: 'division' | 'person' | 'unit' | 'cityRow',
  id: string,
  { divisions, people, units, cityRows }: TableNames,
  language: keyof Text,
): string {
  if (kind === 'cityRow') {
    const row = cityRows.find((one) => one.id === id)
    return row ? `${row.number} ${row.name}` : ''
  }
  if (kind !== 'person') {
    const found = (kind === 'division' ? divisions : units).find((one) => one.id === id)
    return found ? found.name[language] : ''
  }
  const person = people.find((one) => one.id === id)
  if (!person) return ''
  const isShared = people.some((one) => one.name === person.name && one.id !== id)
  return isShared && person.divisionName ? `${person.name}（${person.divisionName[language]}）` : person.name
}
