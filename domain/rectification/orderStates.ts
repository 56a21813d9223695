import type { States } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'

/**
 * An order to put something right at once (Art. 40): 拟稿 → 核稿 → 签发, received, answered with evidence, verified by
 * somebody else, and closed or round again.
 */
export const orderStates = {
  drafted: { zh: '拟稿', en: 'Drafted' },
  checked: { zh: '已核稿', en: 'Checked' },
  issued: { zh: '待签收', en: 'To be received' },
  received: { zh: '整改中', en: 'Being put right' },
  answered: { zh: '待核验', en: 'To be verified' },
  closed: { zh: '已销号', en: 'Closed' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
} as const satisfies States<string>
export type OrderState = keyof typeof orderStates
export const orderStateNames = Object.keys(orderStates) as [OrderState, ...OrderState[]]

/** Issued and neither closed nor withdrawn: what is open for whoever it is addressed to. */
export const openStates = ['issued', 'received', 'answered'] as const satisfies readonly OrderState[]
/** It waits for whoever it is addressed to: only then it can be overdue. */
export const owedStates = ['issued', 'received'] as const satisfies readonly OrderState[]

/** To whom an order is addressed. */
export const targets = {
  division: { zh: '处', en: 'Division' },
  person: { zh: '个人', en: 'Person' },
} as const satisfies Record<string, Text>
export type Target = keyof typeof targets
export const targetNames = Object.keys(targets) as [Target, ...Target[]]

/** The grounds of an order, and no other (Art. 40). */
export const grounds = {
  notDone: { zh: '不履行绩效评估工作责任', en: 'A responsibility not met' },
  notRight: { zh: '不正确履行绩效评估工作责任', en: 'A responsibility not met in the right way' },
} as const satisfies Record<string, Text>
export type Ground = keyof typeof grounds
export const groundNames = Object.keys(grounds) as [Ground, ...Ground[]]

/** Where something was found; `free` is in words alone. */
export const sources = {
  free: { zh: '日常工作', en: 'Daily work' },
  item: { zh: '评估事项', en: 'Item' },
  duty: { zh: '指标数据', en: 'Indicator data' },
  report: { zh: '汇总报送', en: 'Report' },
  card: { zh: '预警和牌', en: 'Card' },
  problem: { zh: '问题记录', en: 'Problem' },
  inspection: { zh: '检查', en: 'Inspection' },
  ticket: { zh: '督办件', en: 'Ticket' },
  selfCheck: { zh: '数据自查抽验', en: 'Self-check of data' },
} as const satisfies Record<string, Text>
export type Source = keyof typeof sources
export const sourceNames = Object.keys(sources) as [Source, ...Source[]]

/** What the first step to an order is called. */
export const newOrder: Text = { zh: '起草整改通知', en: 'Draft an order' }

/** The page of what something was found in; undefined of mere words. */
export const linkOfSource = (source: string, id: string | null): string | undefined => {
  const pages: Record<string, string> = {
    item: 'items',
    duty: 'duties',
    report: 'reports',
    card: 'cards',
    problem: 'problems',
    inspection: 'inspections',
    ticket: 'tickets',
    selfCheck: 'self-checks',
  }
  const page = pages[source]
  return page !== undefined && id !== null ? `/${page}/${id}` : undefined
}

/** What was not kept, as the page says it. */
export const regulation = (article: number): Text => ({
  zh: `未履行或者未正确履行：《实施细则》第${article}条`,
  en: `Not kept, or not in the right way: Art. ${article} of the regulation`,
})
