import { listDivisions, listPeople } from '#domain/organization/organization.api.ts'
import { useText } from './language.tsx'
import { useRead } from './queries.ts'

/** The divisions that exist today as options, in the order of the organization; or those of the past too. */
export function useDivisionOptions({ isPastToo = false }: { readonly isPastToo?: boolean } = {}) {
  const text = useText()
  const divisions = useRead(listDivisions, {})
  return (divisions.data?.rows ?? [])
    .filter(({ isPresent }) => isPresent || isPastToo)
    .map(({ id, name }) => ({ value: id, label: text(name) }))
}

/** The people of the office with their divisions, to choose from. */
export function usePersonOptions() {
  const text = useText()
  const people = useRead(listPeople, {})
  return (people.data?.rows ?? []).map(({ id, name, divisionName }) => ({
    value: id,
    label: divisionName ? `${name}（${text(divisionName)}）` : name,
  }))
}
