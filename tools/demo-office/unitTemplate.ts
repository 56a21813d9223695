import {
  forceTemplate,
  makeTemplate,
  offerTemplate,
  readTemplateVersion,
  saveTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import type { MappedCell } from '#domain/collection/unitTemplate.cells.ts'
import { ports, rowOfPort, formSheet as sheet, unitForm } from '#test/fixtures/unitForm.ts'
import type { OfficeClient } from './client.ts'
import { staffOf } from './people.ts'

/** The officer takes the statistics bureau's own form in and says what goes where; the head puts it in force. */
export async function statisticsForm(
  client: OfficeClient,
  collectingUnitId: string,
  effectiveFrom: string,
): Promise<string> {
  const officer = await client.as(staffOf.TG.officer)
  const file = await officer.upload('市统计局口岸客流情况月报表.xlsx', unitForm())
  const made = await officer.do(makeTemplate, {
    body: { collectingUnitId, frequency: 'month', name: '口岸客流情况月报表', effectiveFrom, fileId: file.id },
  })
  const { indicators } = await officer.do(readTemplateVersion, { params: { id: made.id, number: 1 } })
  const ofReport = ([cell, fact]: readonly [string, MappedCell['fact']]): MappedCell => ({
    ...{ sheet, cell, fact, indicatorId: null, part: null },
  })
  const cells = [
    ...(
      [
        ['B3', 'office'],
        ['E3', 'period'],
        ['B15', 'personInCharge'],
        ['D15', 'contactName'],
        ['F15', 'reportDay'],
      ] as const
    ).map(ofReport),
    ...ports.flatMap((port) => {
      const indicator = indicators.find(({ name }) => name === `${port}口岸旅客人次`)
      if (!indicator) return []
      const facts = [
        ['C', 'value'],
        ['D', 'yearToDate'],
        ['E', 'lastYear'],
      ] as const
      return facts.map(([column, fact]) => ({
        ...{ sheet, cell: `${column}${rowOfPort(port)}`, fact, indicatorId: indicator.indicatorId, part: null },
      }))
    }),
  ]
  const body = { version: made.version, effectiveFrom, nilAs: 'dash' as const, fileId: null, cells }
  const saved = await officer.do(saveTemplate, { params: { id: made.id }, body })
  const ready = { params: { id: made.id }, body: { version: saved.version } }
  const { version } = await officer.do(offerTemplate, ready)
  const head = await client.as(staffOf.TG.head)
  await head.do(forceTemplate, { params: { id: made.id }, body: { version } })
  return made.id
}
