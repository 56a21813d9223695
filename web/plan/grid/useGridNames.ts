import { useMemo } from 'react'
import { listDivisions, listExternalBodies, listPeople } from '#domain/organization/organization.api.ts'
import type { Item } from '#domain/plan/item.api.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { withNamesOf } from '#domain/plan/planTableWrite.ts'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'

const nothing: readonly never[] = []

/** The names that may be entered today, and with those that the items carry already, the names that are shown. */
export function useGridNames(
  year: number,
  items: readonly Item[],
): { names: TableNames; shownNames: TableNames; isLoaded: boolean } {
  const { dimensions } = useSession().pack
  const [divisions, people] = [useRead(listDivisions, {}).data?.rows, useRead(listPeople, {}).data?.rows]
  const units = useRead(listExternalBodies, { kind: 'collectingUnit' }).data?.rows
  const names = useMemo<TableNames>(
    () => ({
      ...{ year, dimensions, cityRows: nothing },
      divisions: (divisions ?? nothing).filter(({ isPresent }) => isPresent),
      people: people ?? nothing,
      units: (units ?? nothing).filter(({ isPresent }) => isPresent),
    }),
    [year, dimensions, divisions, people, units],
  )
  const shownNames = useMemo(() => withNamesOf(names, items), [names, items])
  return { names, shownNames, isLoaded: divisions !== undefined && people !== undefined }
}
