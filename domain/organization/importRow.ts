import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Fault } from './importTable.ts'

export const rowStates = {
  new: { zh: '新增', en: 'New' },
  changed: { zh: '变更', en: 'Changed' },
  unchanged: { zh: '无变化', en: 'Unchanged' },
  refused: { zh: '有问题', en: 'Problem' },
} as const satisfies Record<string, Text>
export type RowState = keyof typeof rowStates
export const rowStateNames = Object.keys(rowStates) as [RowState, ...RowState[]]

/** What one row of the file would do. `version` is that of the record it would change, null where it would be new. */
export type Proposed = {
  readonly row: number
  readonly state: RowState
  readonly name: string
  readonly version: number | null
  readonly changes: readonly Change[]
  readonly faults: readonly Fault[]
}

export function stateOf(isFaulty: boolean, isKnown: boolean, differs: boolean): RowState {
  if (isFaulty) return 'refused'
  if (!isKnown) return 'new'
  return differs ? 'changed' : 'unchanged'
}

export const countsOf = (rows: readonly Pick<Proposed, 'state'>[]): Record<RowState, number> => {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}
