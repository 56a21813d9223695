import { frequencies } from '#domain/calendar/periods.ts'
import type { Language, Text } from '#domain/kernel/text.ts'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { deliveries } from '#domain/plan/item.ts'
import { writeCell } from '#domain/plan/planCells.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { itemSheet } from '#domain/plan/planTable.ts'
import type { Field } from './gridRow.ts'

const parts: Partial<Record<Field, Text>> = {
  phases: { zh: '阶段', en: 'Phases' },
  measures: { zh: '措施', en: 'Measures' },
  coDivisions: { zh: '配合处', en: 'Co-responsible divisions' },
  indicators: { zh: '指标', en: 'Indicators' },
}

/** What a field of an item is called. */
export const nameOfField = (field: Field): Text =>
  itemSheet.columns.find((column) => column.field === field)?.name ?? parts[field] ?? { zh: field, en: field }

/** What a field holds, as a person reads it: of phases and the like a line each. */
export function wordsOfField(field: Field, value: unknown, names: TableNames, language: Language): string {
  const column = itemSheet.columns.find((one) => one.field === field)
  if (column) return writeCell(column.cell, value, names, language)
  const named = (kind: 'person' | 'division' | 'unit', id: string | null) => writeCell(kind, id, names, language)
  const line = (...words: (string | null | undefined)[]) => words.filter(Boolean).join('，')
  const of = value as ItemContent
  const lines: Partial<Record<Field, () => string[]>> = {
    phases: () =>
      (value as typeof of.phases).map((one) =>
        line(
          ...[one.title, named('division', one.divisionId), `${one.startsOn}—${one.endsOn}`, one.weight],
          ...[one.goal, one.criterion],
        ),
      ),
    measures: () =>
      (value as typeof of.measures).map((one) => line(one.what, named('person', one.personId), one.who, one.untilOn)),
    coDivisions: () => (value as typeof of.coDivisions).map((one) => line(named('division', one.divisionId), one.goal)),
    indicators: () =>
      (value as typeof of.indicators).map((one) =>
        line(
          ...[
            one.name,
            named('division', one.divisionId),
            one.unit,
            frequencies[one.frequency]?.[language],
            named('unit', one.collectingUnitId),
          ],
          ...[deliveries[one.delivery]?.[language], one.target, one.definition],
        ),
      ),
  }
  return lines[field]?.().join('\n') ?? ''
}
