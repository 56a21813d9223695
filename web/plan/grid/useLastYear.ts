import { useMemo, useState } from 'react'
import { compare, isDecimal } from '#domain/kernel/decimal.ts'
import type { Text } from '#domain/kernel/text.ts'
import { type LastYearItem, pairsWithLastYear } from '#domain/plan/lastYear.ts'
import { readLastYearItems } from '#domain/plan/planItems.api.ts'
import { useRead } from '#web/kernel/queries.ts'
import type { Field, GridRow } from './gridRow.ts'
import type { GridDraft } from './useGridDesk.ts'

/** What a cell was last year, to be shown below what it is now; undefined where there is nothing to say. */
export type BesideOf = (row: GridRow, field: Field, words: string) => Text | undefined

export type LastYear = {
  readonly isOn: boolean
  readonly turn: () => void
  readonly besideOf: BesideOf | undefined
  /** What stood in last year's plan and has no item now; undefined as long as nothing is compared. */
  readonly gone: readonly LastYearItem[] | undefined
  readonly isEmpty: boolean
}

/** Compares the rows with last year's items once somebody asks for it. */
export function useLastYear(plan: Pick<GridDraft, 'id' | 'year'>, rows: readonly GridRow[]): LastYear {
  const [isOn, setIsOn] = useState(false)
  const last = useRead(readLastYearItems, { id: plan.id }, { enabled: isOn }).data?.rows
  const { year } = plan
  // titles and codes alone decide: while a goal is typed the pairs stay the same thing
  const named = isOn ? JSON.stringify(rows.map(({ key, content: { code, title } }) => ({ key, code, title }))) : ''
  const pairs = useMemo(() => {
    if (!isOn || !last) return undefined
    const items = JSON.parse(named) as { key: string; code: string; title: string }[]
    const found = pairsWithLastYear(items, last, year)
    const kept = new Set(found.values())
    return {
      byKey: new Map([...found].map(([{ key }, one]) => [key, one])),
      gone: last.filter((one) => !kept.has(one)),
    }
  }, [isOn, last, named, year])
  const besideOf = useMemo<BesideOf | undefined>(
    () =>
      pairs && last && last.length > 0
        ? ({ key }, field, words) => beside(pairs.byKey.get(key), field, words, year - 1)
        : undefined,
    [pairs, last, year],
  )
  return { isOn, turn: () => setIsOn((now) => !now), besideOf, gone: pairs?.gone, isEmpty: isOn && last?.length === 0 }
}

function beside(last: LastYearItem | undefined, field: Field, words: string, year: number): Text | undefined {
  if (!last) return field === 'title' ? { zh: `${year}年没有`, en: `not in ${year}` } : undefined
  const was: Partial<Record<Field, string>> = {
    title: last.title,
    goal: last.goal,
    weight: last.weight ?? '',
    mainResponsiblePersonId: last.mainResponsiblePerson ?? '',
    phases: last.phaseCount === 0 ? '' : String(last.phaseCount),
  }
  const before = was[field]
  if (before === undefined || (before === '' && words === '')) return undefined
  if (isEqual(before, words)) return field === 'goal' ? { zh: `与${year}年相同`, en: `as in ${year}` } : undefined
  if (before === '') return { zh: '上年未填', en: 'empty before' }
  if (field === 'title' || field === 'goal') return { zh: `${year}年：${before}`, en: `${year}: ${before}` }
  return field === 'mainResponsiblePersonId' ? { zh: `上年${before}`, en: before } : wasNumber(before)
}

const isEqual = (a: string, b: string): boolean =>
  a.trim() === b.trim() || (isDecimal(a) && isDecimal(b) && compare(a, b) === 0)
const wasNumber = (before: string): Text => ({ zh: `上年${before}`, en: `was ${before}` })
