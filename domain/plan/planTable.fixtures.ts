import { letterOf, type Sheet } from '#domain/kernel/sheet.ts'
import type { ItemSnapshot } from './item.api.ts'
import { readPlanTable, type TableContext } from './planTableRead.ts'

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const division = { id: uuid(1), name: { zh: '陆路口岸一处', en: 'First Land Ports Division' } }
export const other = { id: uuid(2), name: { zh: '秘书处', en: 'Secretariat' } }
export const person = { id: uuid(11), name: '陈嘉禾', divisionName: division.name }
export const context: TableContext = {
  year: 2026,
  divisionId: division.id,
  dimensions: { performance: { zh: '行政业绩', en: 'Performance' }, quality: { zh: '行政质量', en: 'Quality' } },
  divisions: [division, other],
  people: [
    person,
    { id: uuid(12), name: '王伟', divisionName: division.name },
    { id: uuid(13), name: '王伟', divisionName: other.name },
  ],
  units: [{ id: uuid(21), name: { zh: '市统计局', en: 'Statistics bureau' } }],
  cityRows: [{ id: uuid(31), number: 3, name: '通关时间' }],
  usedCodes: [],
}

/** Rows of words as a sheet, from A1. */
export const sheet = (rows: readonly (readonly string[])[], name = '评估事项'): Sheet => ({
  name,
  hidden: false,
  hiddenColumns: [],
  rows: rows.map((cells, at) => ({
    number: at + 1,
    hidden: false,
    cells: cells.flatMap((text, n) => (text === '' ? [] : [{ column: letterOf(n), text, value: null, merged: null }])),
  })),
})
export const read = (...rows: (readonly string[])[]) => readPlanTable([sheet(rows)], context)
export const said = ({ cells }: ReturnType<typeof read>) =>
  cells.map(({ outcome, message }) => `${outcome} ${message.zh}`)

export const snapshot: ItemSnapshot = {
  id: uuid(41),
  planId: uuid(42),
  year: 2026,
  code: 'KA-2026-01',
  title: '罗湖口岸镕喆䶮𠮷改造',
  kind: 'keyWork',
  dimension: 'quality',
  goal: '=一季度完成\n联检楼“一至三层”改造',
  binding: true,
  isWhitePaper: false,
  weight: '12.50',
  method: 'milestone',
  reporting: '按季书面报告',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  responsibleDivision: division,
  coordinatingDivision: other,
  mainResponsiblePerson: { id: person.id, name: person.name },
  responsiblePersons: [{ id: uuid(12), name: '王伟' }],
  participants: [{ id: uuid(13), name: '王伟' }],
  municipalIndicator: { id: uuid(31), number: 3, name: '通关时间' },
  measures: [{ what: '按周核对', who: '监理', untilOn: '2026-06-30', person: { id: person.id, name: person.name } }],
  coDivisions: [{ division: other, goal: '备好接口' }],
  phases: [
    {
      id: uuid(51),
      title: '上半年',
      startsOn: '2026-01-01',
      endsOn: '2026-06-30',
      goal: '一半',
      criterion: '达到',
      weight: '50.00',
      division: null,
    },
    {
      id: uuid(52),
      title: '下半年',
      startsOn: '2026-07-01',
      endsOn: '2026-12-31',
      goal: '全部',
      criterion: '达到',
      weight: '50.00',
      division: other,
    },
  ],
  indicators: [
    {
      id: uuid(61),
      name: '通关时间',
      unit: '分钟',
      decimals: 1,
      frequency: 'quarter',
      definition: '平均',
      delivery: 'mail',
      evidenceNeeded: true,
      target: '29.5',
      feed: null,
      collectingUnit: context.units[0] ?? null,
      division: other,
    },
  ],
}
