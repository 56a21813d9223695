import type { Item } from './item.api.ts'
import type { LintFacts } from './plan.api.ts'

/** Facts and items for the tests of this folder: an item that the linter is content with. */
export const division = (id: string) => ({ id, name: { zh: `${id}处`, en: `Division ${id}` } })

export const phase = (
  startsOn: string,
  endsOn: string,
  values: Partial<Item['phases'][number]> = {},
): Item['phases'][number] => ({
  id: startsOn,
  title: '阶段',
  startsOn,
  endsOn,
  goal: '完成一半',
  criterion: '完成50%为达到',
  weight: '50.00',
  division: null,
  ...values,
})

export const indicator = (values: Partial<Item['indicators'][number]> = {}): Item['indicators'][number] => ({
  id: 'indicator',
  name: '旅客量',
  unit: '人次',
  decimals: 0,
  frequency: 'month',
  definition: '',
  delivery: 'citySystem',
  evidenceNeeded: false,
  target: '100',
  feed: null,
  collectingUnit: null,
  division: null,
  ...values,
})

export const fullItem = (values: Partial<Item> = {}): Item => ({
  id: 'item',
  planId: 'plan',
  year: 2025,
  version: 1,
  code: 'KA-2025-01',
  title: '皇岗口岸重建',
  kind: 'keyWork',
  dimension: 'performance',
  responsibleDivision: division('甲'),
  coordinatingDivision: division('乙'),
  mainResponsiblePerson: { id: 'p', name: '邓若谷' },
  responsiblePersons: [],
  participants: [],
  measures: [],
  coDivisions: [],
  isWhitePaper: false,
  silences: [],
  municipalIndicator: null,
  goal: '主体结构封至地上二层',
  binding: false,
  weight: '100.00',
  method: 'milestone',
  reporting: '',
  startsOn: '2025-01-01',
  endsOn: '2025-12-31',
  phases: [phase('2025-01-01', '2025-06-30'), phase('2025-07-01', '2025-12-31')],
  indicators: [indicator()],
  ...values,
})

export const noFacts: LintFacts = {
  ...{ restDays: [], unallottedRows: [], allottedRows: [], withdrawnRows: [], revisedRows: [], revisedTasks: {} },
  overPhases: {},
  ...{ lastTargets: [], itemsPerPerson: 8 },
  holders: [{ personId: 'p', divisionId: '甲' }],
}
export const fullPlan = (items: readonly Item[]) => ({
  title: '2025年度绩效工作方案',
  procedureText: '按月收集。',
  standardsText: '按标准。',
  reportingText: '按期报送。',
  items: [...items],
})
