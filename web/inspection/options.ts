import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { listItems } from '#domain/plan/item.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'

/** The items of a year to choose from. */
export function useItemOptions(year: number) {
  const items = useRead(listItems, { year, limit: 200 })
  return (items.data?.rows ?? []).map(({ id, code, title }) => ({ value: id, label: `${code} ${title}` }))
}

/** The units of the city that collect data or ask for a verification. */
export function useUnitOptions({ isCollecting = false }: { readonly isCollecting?: boolean } = {}) {
  const text = useText()
  const units = useRead(listExternalBodies, {})
  const kinds = isCollecting ? ['collectingUnit'] : ['collectingUnit', 'municipalPerformanceOffice']
  return (units.data?.rows ?? [])
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, name }) => ({ value: id, label: text(name) }))
}
