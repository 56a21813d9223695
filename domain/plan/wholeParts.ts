import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'

/** Parts of an item that have several fields. */
const partNames: Readonly<Record<string, Text>> = {
  phases: { zh: '阶段', en: 'Phase' },
  indicators: { zh: '指标', en: 'Indicator' },
}
const ofPart = /^(?<kind>\w+)\.\d+(?=\.)/

/** A change of a part that came or went as a whole; `whole` says which of the two. */
type Part = { readonly change: Change; readonly whole?: 'added' | 'removed' }

/** A part that comes or goes as a whole, such as an indicator, is one change called by its first field; its number is gone. */
function partsOf(changes: readonly Change[]): Part[] {
  const partOf = ({ field }: Change) => ofPart.exec(field)?.[0]
  return changes.flatMap((change): Part[] => {
    const part = partOf(change)
    const name = partNames[ofPart.exec(change.field)?.groups?.kind ?? '']
    const same = part === undefined ? [] : changes.filter((other) => partOf(other) === part)
    const isAdded = same.every(({ old }) => old === null)
    const isWhole = same.length > 1 && (isAdded || same.every((one) => one.new === null))
    if (!isWhole || !name) return [{ change }]
    if (same[0] !== change) return []
    return [{ change: { ...change, name }, whole: isAdded ? 'added' : 'removed' }]
  })
}

/** The changes with each part that came or went named once: 指标“旅客量”. */
export const wholeParts = (changes: readonly Change[]): Change[] => partsOf(changes).map(({ change }) => change)

/** The changes with each part that is no more named once, as 取消指标; what came new stands with all its fields. */
export function removedAsWhole(changes: readonly Change[]): Change[] {
  const removed = new Map(
    partsOf(changes).flatMap(({ change, whole }) => (whole === 'removed' ? [[change.field, change] as const] : [])),
  )
  const gone = [...removed.keys()].map((field) => ofPart.exec(field)?.[0])
  return changes.flatMap((change) => {
    const whole = removed.get(change.field)
    if (whole) {
      const { zh, en } = whole.name
      return [{ ...whole, name: { zh: `取消${zh}`, en: `${en} removed` } }]
    }
    return gone.includes(ofPart.exec(change.field)?.[0] ?? '') ? [] : [change]
  })
}
