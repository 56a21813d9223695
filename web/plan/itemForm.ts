import type { FormInstance } from 'antd'
import { z } from 'zod'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { createItem, type Item, type ItemContent } from '#domain/plan/item.api.ts'
import type { ApiError } from '#web/kernel/api.ts'

/** The form holds the content itself; what is cleared is undefined or empty until it is read. */
export type ItemValues = ItemContent

/** The limits of each field: the endpoint's own. */
export const contentShape = createItem.body.shape.content.shape

/** A field that may be left empty: nothing entered counts as null. */
export const orNull = (schema: z.ZodType): z.ZodType =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema)

/** A field that may stay as it is: what was never touched counts as empty. */
export const free = (schema: z.ZodType, empty: string | boolean | readonly unknown[]): z.ZodType =>
  z.preprocess((value) => value ?? empty, schema)

const filled = <Value>(value: Value | null | undefined): Value | null =>
  value === undefined || value === '' ? null : value

/** The content as it is sent: nothing entered is null, an empty list is a list. */
export const contentOfValues = (values: ItemValues): ItemContent => ({
  ...values,
  responsibleDivisionId: filled(values.responsibleDivisionId),
  coordinatingDivisionId: filled(values.coordinatingDivisionId),
  mainResponsiblePersonId: filled(values.mainResponsiblePersonId),
  responsiblePersonIds: values.responsiblePersonIds ?? [],
  participantIds: values.participantIds ?? [],
  municipalIndicatorId: filled(values.municipalIndicatorId),
  weight: filled(values.weight),
  method: filled(values.method),
  isWhitePaper: values.isWhitePaper ?? false,
  measures: (values.measures ?? []).map(({ what, who, personId, untilOn }) => ({
    ...{ what, who: who ?? '', personId: filled(personId), untilOn: filled(untilOn) },
  })),
  coDivisions: (values.coDivisions ?? []).map(({ divisionId, goal }) => ({ divisionId, goal: goal ?? '' })),
  phases: (values.phases ?? []).map((phase) => ({ ...phase, weight: filled(phase.weight) })),
  indicators: (values.indicators ?? []).map((indicator) => ({
    ...indicator,
    collectingUnitId: filled(indicator.collectingUnitId),
    target: filled(indicator.target),
    feed: filled(indicator.feed),
  })),
})

/** A saved item as the form holds it. */
export const valuesOf = (item: Item): ItemValues => {
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
    coDivisions: item.coDivisions.map(({ division, goal }) => ({ divisionId: division.id, goal })),
    phases: item.phases.map(({ id: _id, ...phase }) => phase),
    indicators: item.indicators.map(({ id: _id, collectingUnit, ...indicator }) => ({
      ...indicator,
      collectingUnitId: collectingUnit?.id ?? null,
    })),
  }
}

type Kept = Pick<Item, 'id' | 'year' | 'silences'>

/** What is in the form as an item, for the linter: names do not matter to it. */
export const itemOfValues = (values: ItemValues, { id, year, silences }: Kept): Item => {
  const content = contentOfValues(values)
  const named = (one: string | null) => (one === null ? null : { id: one, name: { zh: '', en: '' } })
  const person = (one: string) => ({ id: one, name: '' })
  const { responsibleDivisionId, coordinatingDivisionId, mainResponsiblePersonId, municipalIndicatorId } = content
  const { responsiblePersonIds, participantIds, ...facts } = content
  return {
    ...facts,
    id,
    planId: id,
    year,
    version: 1,
    silences,
    goal: facts.goal?.trim() ?? '',
    reporting: facts.reporting?.trim() ?? '',
    weight: facts.weight !== null && /^\d{1,3}(\.\d{1,2})?$/.test(facts.weight) ? facts.weight : null,
    responsibleDivision: named(responsibleDivisionId),
    coordinatingDivision: named(coordinatingDivisionId),
    mainResponsiblePerson: mainResponsiblePersonId === null ? null : person(mainResponsiblePersonId),
    responsiblePersons: responsiblePersonIds.map(person),
    participants: participantIds.map(person),
    measures: content.measures.map(({ personId, untilOn, ...measure }) => ({
      ...{ ...measure, untilOn: isDay(untilOn ?? undefined) ? untilOn : null },
      person: personId === null ? null : person(personId),
    })),
    coDivisions: content.coDivisions.flatMap(({ divisionId, goal }) => {
      const division = named(filled(divisionId))
      return division ? [{ division, goal: goal.trim() }] : []
    }),
    municipalIndicator: municipalIndicatorId === null ? null : { id: municipalIndicatorId, number: 0, name: '' },
    phases: content.phases
      .filter(({ startsOn, endsOn }) => isDay(startsOn) && isDay(endsOn))
      .map((phase, at) => ({
        ...phase,
        id: String(at),
        criterion: phase.criterion?.trim() ?? '',
        weight: phase.weight !== null && /^\d{1,3}(\.\d{1,2})?$/.test(phase.weight) ? phase.weight : null,
      })),
    indicators: content.indicators.map(({ collectingUnitId, ...one }, at) => ({
      ...one,
      id: String(at),
      collectingUnit: named(collectingUnitId),
    })),
  }
}

const isDay = (text: string | undefined): boolean => /^\d{4}-\d\d-\d\d$/.test(text ?? '')

/** Puts the server's answer beside the fields of the form. */
export function showContentFaults(form: FormInstance, error: ApiError, language: Language): void {
  form.setFields(
    error.fields.map(({ path, message }) => ({
      name: path
        .replace(/^body\.content\./, '')
        .split('.')
        .map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      errors: [inLanguage(message, language)],
    })),
  )
}
