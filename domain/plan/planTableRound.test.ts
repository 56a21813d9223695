import { describe, expect, test } from 'vitest'
import { context, division, other, person, said, sheet, snapshot, uuid } from './planTable.fixtures.ts'
import { readPlanTable } from './planTableRead.ts'
import { planTableSheets } from './planTableWrite.ts'

describe('export and import are a round trip', () => {
  test('every field of an item comes back as it was, rare characters, line breaks and a leading = too', () => {
    const sheets = planTableSheets([snapshot], context).map(({ name, columns, rows }) =>
      sheet([columns.map(({ heading }) => heading), ...rows], name),
    )
    const table = readPlanTable(sheets, context)
    expect(said(table)).toEqual([])
    const { id: _id, planId: _plan, year: _year, ...own } = snapshot
    expect(table.items[0]?.content).toEqual({
      ...{ code: own.code, title: own.title, kind: own.kind, dimension: own.dimension, goal: own.goal },
      ...{ binding: true, isWhitePaper: false, weight: '12.50', method: 'milestone', reporting: own.reporting },
      ...{ startsOn: own.startsOn, endsOn: own.endsOn, municipalIndicatorId: uuid(31) },
      responsibleDivisionId: division.id,
      coordinatingDivisionId: other.id,
      mainResponsiblePersonId: person.id,
      responsiblePersonIds: [uuid(12)],
      participantIds: [uuid(13)],
      measures: [{ what: '按周核对', who: '监理', untilOn: '2026-06-30', personId: person.id }],
      coDivisions: [{ divisionId: other.id, goal: '备好接口' }],
      phases: own.phases.map(({ id: _one, division: of, ...phase }) => ({ ...phase, divisionId: of?.id ?? null })),
      indicators: own.indicators.map(({ id: _one, collectingUnit, division: of, ...rest }) => ({
        ...rest,
        collectingUnitId: collectingUnit?.id,
        divisionId: of?.id,
      })),
    })
  })

  test('a phase that names the responsible division is that one’s; a division that does not share is refused', () => {
    const [named, foreign] = [division, other].map((of) => {
      const item = { ...snapshot, coDivisions: [], phases: snapshot.phases.map((one) => ({ ...one, division: of })) }
      const bare = { ...item, indicators: [] }
      const sheets = planTableSheets([bare], context).map(({ name, columns, rows }) =>
        sheet([columns.map(({ heading }) => heading), ...rows], name),
      )
      return readPlanTable(sheets, context)
    })
    expect(named?.items[0]?.content.phases.map(({ divisionId }) => divisionId)).toEqual([null, null])
    expect(foreign?.items).toEqual([])
    expect(foreign && said(foreign)).toEqual([
      'refused 第2张表“阶段”第2行H列：这个处不是配合处。',
      'refused 第2张表“阶段”第3行H列：这个处不是配合处。',
    ])
  })

  test('without items it is a template: headings alone, and that is what the report says', () => {
    const sheets = planTableSheets([], context).map(({ name, columns }) => sheet([columns.map((c) => c.heading)], name))
    expect(sheets.map(({ name }) => name)).toEqual(['评估事项', '阶段', '措施', '配合处', '指标'])
    expect(said(readPlanTable(sheets, context))).toEqual(['refused 第1张表“评估事项”第1行：表头以下没有事项。'])
  })
})
