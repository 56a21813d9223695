import { dayText } from '#domain/calendar/workingDays.ts'
import { exportQuery } from '#server/kernel/office/exportQuery.ts'
import { fileTypes } from '#server/kernel/office/fileType.ts'
import type { Download, Reading } from '#server/kernel/routes.ts'
import type { Filters } from './dutyFilters.store.ts'
import type { DutyTableGiven } from './dutyTable.rows.ts'
import { dutyTableQuery } from './dutyTable.store.ts'

/** The list of data as a workbook, as it stands on the day. */
export function dutyTableFile({ tx, actor, today, app, pack }: Reading, filters: Filters): Download {
  const given: DutyTableGiven = { today, cards: pack.cards }
  const content = exportQuery(app, {
    query: dutyTableQuery(tx, actor, filters, today),
    rowsModule: new URL('./dutyTable.rows.ts', import.meta.url),
    sheet: '数据清单',
    given,
  })
  const of = filters.period ?? filters.year ?? ''
  return {
    name: `${of}数据清单（截至${dayText(today).zh}）.${fileTypes.xlsx.extension}`,
    type: fileTypes.xlsx.mediaType,
    content,
  }
}
