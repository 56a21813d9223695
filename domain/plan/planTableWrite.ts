import type { ItemSnapshot } from './item.api.ts'
import { writeCell } from './planCells.ts'
import type { TableNames } from './planNames.ts'
import { itemSheet, partSheets, type TableSheet } from './planTable.ts'

export type WrittenSheet = {
  readonly name: string
  readonly columns: readonly { readonly heading: string; readonly width: number }[]
  readonly rows: readonly (readonly string[])[]
}

/** An item by its references, as the columns of the table name them. */
const flat = (item: ItemSnapshot): Record<string, unknown> => ({
  ...item,
  responsibleDivisionId: item.responsibleDivision?.id ?? null,
  coordinatingDivisionId: item.coordinatingDivision?.id ?? null,
  mainResponsiblePersonId: item.mainResponsiblePerson?.id ?? null,
  responsiblePersonIds: item.responsiblePersons.map(({ id }) => id),
  participantIds: item.participants.map(({ id }) => id),
  municipalIndicatorId: item.municipalIndicator?.id ?? null,
})

const partsOf = (item: ItemSnapshot) => ({
  phases: item.phases.map(({ division, ...rest }) => ({ ...rest, divisionId: division?.id ?? null })),
  measures: item.measures.map(({ person, ...rest }) => ({ ...rest, personId: person?.id ?? null })),
  coDivisions: item.coDivisions.map(({ division, goal }) => ({ divisionId: division.id, goal })),
  indicators: item.indicators.map(({ collectingUnit, division, ...rest }) => ({
    ...rest,
    collectingUnitId: collectingUnit?.id ?? null,
    divisionId: division?.id ?? null,
  })),
})

/** The names of today and those that the items carry: somebody who left is still named. */
export function withNamesOf(names: TableNames, items: readonly ItemSnapshot[]): TableNames {
  const add = <One extends { readonly id: string }>(known: readonly One[], more: readonly (One | null)[]): One[] => {
    const all = new Map(known.map((one) => [one.id, one]))
    for (const one of more) if (one && !all.has(one.id)) all.set(one.id, one)
    return [...all.values()]
  }
  const people = items.flatMap((item) => [
    item.mainResponsiblePerson,
    ...item.responsiblePersons,
    ...item.participants,
    ...item.measures.map(({ person }) => person),
  ])
  return {
    ...names,
    people: add(
      names.people,
      people.map((one) => one && { ...one, divisionName: null }),
    ),
    divisions: add(
      names.divisions,
      items.flatMap((item) => [
        item.responsibleDivision,
        item.coordinatingDivision,
        ...item.coDivisions.map(({ division }) => division),
      ]),
    ),
    units: add(
      names.units,
      items.flatMap(({ indicators }) => indicators.map(({ collectingUnit }) => collectingUnit)),
    ),
    cityRows: add(
      names.cityRows,
      items.map(({ municipalIndicator }) => municipalIndicator),
    ),
  }
}

/** The plan's items as the sheets that `readPlanTable` reads; without items it is the template. */
export function planTableSheets(items: readonly ItemSnapshot[], names: TableNames): WrittenSheet[] {
  const all = withNamesOf(names, items)
  const sheet = ({ name, columns }: TableSheet, rows: readonly Readonly<Record<string, unknown>>[]): WrittenSheet => ({
    name: name.zh,
    columns: columns.map(({ name: { zh: heading }, width }) => ({ heading, width })),
    rows: rows.map((row) => columns.map(({ field, cell }) => writeCell(cell, row[field], all))),
  })
  return [
    sheet(itemSheet, items.map(flat)),
    ...partSheets.map((of) =>
      sheet(
        of,
        items.flatMap((item) => partsOf(item)[of.key].map((part) => ({ ...part, itemCode: item.code }))),
      ),
    ),
  ]
}
