import type { Item, ItemContent, ItemSnapshot } from './item.api.ts'

/** An item as it is written: what a save sends. */
export const contentOf = (item: ItemSnapshot): ItemContent => {
  const { goal, binding, isWhitePaper, weight, method, reporting, startsOn, endsOn, code, title, kind, dimension } =
    item
  return {
    ...{ goal, binding, isWhitePaper, weight, method, reporting, startsOn, endsOn, code, title, kind, dimension },
    responsibleDivisionId: item.responsibleDivision?.id ?? null,
    coordinatingDivisionId: item.coordinatingDivision?.id ?? null,
    mainResponsiblePersonId: item.mainResponsiblePerson?.id ?? null,
    responsiblePersonIds: item.responsiblePersons.map(({ id }) => id),
    participantIds: item.participants.map(({ id }) => id),
    municipalIndicatorId: item.municipalIndicator?.id ?? null,
    measures: item.measures.map(({ person, ...measure }) => ({ ...measure, personId: person?.id ?? null })),
    coDivisions: item.coDivisions.map(({ division, goal: own }) => ({ goal: own, divisionId: division.id })),
    phases: item.phases.map(({ id: _id, division, ...phase }) => ({ ...phase, divisionId: division?.id ?? null })),
    indicators: item.indicators.map(({ id: _id, collectingUnit, division, ...indicator }) => ({
      ...indicator,
      collectingUnitId: collectingUnit?.id ?? null,
      divisionId: division?.id ?? null,
    })),
  }
}

/** Names by id, for what is shown of a content; where they do not matter, as to the linter, none is given. */
export type Names = {
  readonly division: (id: string) => { readonly zh: string; readonly en: string }
  readonly person: (id: string) => string
  readonly unit: (id: string) => { readonly zh: string; readonly en: string }
}
const nameless: Names = { division: () => ({ zh: '', en: '' }), person: () => '', unit: () => ({ zh: '', en: '' }) }

/** A content as an item that is not there yet: for the linter, and to be compared with the item that is. */
export function itemOf(
  content: ItemContent,
  { id, planId = id, year, silences = [] }: Pick<Item, 'id' | 'year'> & Partial<Pick<Item, 'planId' | 'silences'>>,
  names: Names = nameless,
): Item {
  const { responsibleDivisionId, coordinatingDivisionId, mainResponsiblePersonId, municipalIndicatorId, ...rest } =
    content
  const { responsiblePersonIds, participantIds, ...facts } = rest
  const division = (one: string | null) => (one === null ? null : { id: one, name: names.division(one) })
  const person = (one: string) => ({ id: one, name: names.person(one) })
  return {
    ...{ ...facts, id, planId, year, version: 1, silences: [...silences] },
    responsibleDivision: division(responsibleDivisionId),
    coordinatingDivision: division(coordinatingDivisionId),
    mainResponsiblePerson: mainResponsiblePersonId === null ? null : person(mainResponsiblePersonId),
    responsiblePersons: responsiblePersonIds.map(person),
    participants: participantIds.map(person),
    municipalIndicator: municipalIndicatorId === null ? null : { id: municipalIndicatorId, number: 0, name: '' },
    measures: content.measures.map(({ personId, ...measure }) => ({
      ...measure,
      person: personId === null ? null : person(personId),
    })),
    coDivisions: content.coDivisions.map(({ divisionId, goal }) => ({
      goal,
      division: { id: divisionId, name: names.division(divisionId) },
    })),
    phases: content.phases.map(({ divisionId, ...phase }, at) => ({
      ...{ ...phase, id: String(at) },
      division: division(divisionId),
    })),
    indicators: content.indicators.map(({ collectingUnitId, divisionId, ...one }, at) => ({
      ...{ ...one, id: String(at) },
      division: division(divisionId),
      collectingUnit: collectingUnitId === null ? null : { id: collectingUnitId, name: names.unit(collectingUnitId) },
    })),
  }
}
