import type { FormInstance } from 'antd'
import { z } from 'zod'
import { inLanguage, type Language } from '#domain/kernel/text.ts'
import { createItem, type Item, type ItemContent } from '#domain/plan/item.api.ts'
import { contentOf, itemOf } from '#domain/plan/itemContent.ts'
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
  phases: (values.phases ?? []).map((phase) => ({
    ...phase,
    weight: filled(phase.weight),
    divisionId: filled(phase.divisionId),
  })),
  indicators: (values.indicators ?? []).map((indicator) => ({
    ...indicator,
    collectingUnitId: filled(indicator.collectingUnitId),
    target: filled(indicator.target),
    feed: filled(indicator.feed),
    divisionId: filled(indicator.divisionId),
  })),
})

/** A saved item as the form holds it. */
export const valuesOf = (item: Item): ItemValues => contentOf(item)

type Kept = Pick<Item, 'id' | 'year' | 'silences'>

/** What is in the form as an item, for the linter: what is half typed counts as not there. */
export const itemOfValues = (values: ItemValues, kept: Kept): Item => {
  const content = contentOfValues(values)
  return itemOf(
    {
      ...content,
      goal: content.goal?.trim() ?? '',
      reporting: content.reporting?.trim() ?? '',
      weight: weightOf(content.weight),
      measures: content.measures.map((measure) => ({
        ...measure,
        untilOn: isDay(measure.untilOn ?? undefined) ? measure.untilOn : null,
      })),
      coDivisions: content.coDivisions.flatMap(({ divisionId, goal }) =>
        filled(divisionId) === null ? [] : [{ divisionId, goal: goal.trim() }],
      ),
      phases: content.phases
        .filter(({ startsOn, endsOn }) => isDay(startsOn) && isDay(endsOn))
        .map((phase) => ({ ...phase, criterion: phase.criterion?.trim() ?? '', weight: weightOf(phase.weight) })),
    },
    kept,
  )
}

const weightOf = (weight: string | null): string | null =>
  weight !== null && /^\d{1,3}(\.\d{1,2})?$/.test(weight) ? weight : null
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
