import type { Text } from '#domain/kernel/text.ts'
import type { PlanTableRun } from '#domain/plan/planTable.api.ts'
import { itemSheet, partSheets } from '#domain/plan/planTable.ts'
import {
  choicesOn,
  mappingAsRead,
  type PlanTableMapping,
  type SheetRead,
  sheetNamed,
} from '#domain/plan/planTableMapping.ts'
import { ColumnMapping } from '../ColumnMapping.tsx'

type Props = {
  readonly run: PlanTableRun
  readonly isReading: boolean
  readonly onRead: (mapping: PlanTableMapping) => void
}

const fieldsOf = new Map([itemSheet, ...partSheets].map(({ key }) => [key, choicesOn(sheetNamed(key))]))
const title = (sheetName: string): Text => ({
  zh: `各列含义：${sheetName}`,
  en: `What the columns are: ${sheetName}`,
})
/** As long as the columns were taken for the same, what the person chooses is kept. */
const keyOf = ({ sheet, row, rows, columns }: SheetRead): string =>
  [sheet, row, rows, ...columns.map(({ field }) => field ?? '')].join('.')

/** What the columns of each sheet were taken for, to be corrected: of the items, then of their parts. */
export function TableMapping({ run, isReading, onRead }: Props) {
  const { workbook, place, topRows, sheets } = run
  const [items, ...parts] = sheets
  const read = mappingAsRead(sheets)
  const lookedAt = workbook.find(({ number }) => number === place.sheet)?.name ?? ''
  return (
    <>
      <ColumnMapping
        key={items ? keyOf(items) : place.sheet}
        title={title(items?.sheetName ?? lookedAt)}
        place={place}
        columns={items?.columns ?? []}
        fields={fieldsOf.get('items') ?? []}
        isRemembered={items?.isRemembered ?? false}
        isReading={isReading}
        onRead={(mapping) => onRead([mapping, ...(mapping.sheet === place.sheet ? read.slice(1) : [])])}
        sheets={workbook}
        topRows={topRows}
      />
      {parts.map((part) => (
        <ColumnMapping
          key={`${part.sheet} ${keyOf(part)}`}
          title={title(part.sheetName)}
          place={part}
          columns={part.columns}
          fields={fieldsOf.get(part.of) ?? []}
          isRemembered={part.isRemembered}
          isReading={isReading}
          onRead={(mapping) => onRead(read.map((one) => (one.sheet === mapping.sheet ? mapping : one)))}
        />
      ))}
    </>
  )
}
