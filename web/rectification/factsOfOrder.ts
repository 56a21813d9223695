import { dayText } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Order, OrderRow } from '#domain/rectification/order.api.ts'
import type { OrderFacts } from '#domain/rectification/order.ts'

/** An order as its transitions ask about it. Whoever is not shown how it came about has no act on its draft. */
export function factsOf(order: Order): OrderFacts {
  const asked = order.extensions.find(({ state }) => state === 'asked')
  return {
    ...{ state: order.state, target: order.target, divisionId: order.division.id, personId: order.person?.id ?? null },
    ...{ draftedBy: order.drafted?.by.id ?? '', checkedBy: order.checked?.by.id ?? null, dueOn: order.dueOn },
    answeredBy: order.rounds.map(({ answered }) => answered.by.id),
    ...{ judgedByDeputy: order.judgedByDeputy, ofDivision: order.ofDivision },
    ...{ isExtensionAsked: asked !== undefined, extensionAskedBy: asked?.asked.by.id ?? null },
  }
}

/** To whom an order is addressed. */
export const addresseeOf = ({ division, person }: Pick<OrderRow, 'division' | 'person'>): Text => ({
  zh: person ? `${division.name.zh} ${person.name}` : division.name.zh,
  en: person ? `${person.name}, ${division.name.en}` : division.name.en,
})

/** Whose turn it is, and until when. */
export function sentenceOf(order: Order): Text {
  const { state, judgedByDeputy, isOverdue, round } = order
  const [to, due] = [addresseeOf(order), dayText(order.dueOn)]
  const [late, lateEn] = isOverdue ? ['，已逾期', ', overdue'] : ['', '']
  const verifier = judgedByDeputy
    ? { zh: '领导小组副组长', en: 'a deputy head of the leading group' }
    : { zh: '办绩效办', en: 'the performance office' }
  const sentences: Record<Order['state'], Text> = {
    drafted: { zh: '拟稿中，待核稿。', en: 'Being drafted, to be checked.' },
    checked: {
      zh: '已核稿，待办绩效办负责人签发。',
      en: 'Checked, to be issued by the head of the performance office.',
    },
    issued: {
      zh: `待${to.zh}签收，期限${due.zh}${late}。`,
      en: `To be received by ${to.en}; due on ${due.en}${lateEn}.`,
    },
    received: {
      zh: `由${to.zh}整改，期限${due.zh}${late}${round > 1 ? `，第${round}轮` : ''}。`,
      en: `${to.en} puts it right by ${due.en}${lateEn}${round > 1 ? `, round ${round}` : ''}.`,
    },
    answered: { zh: `已答复，待${verifier.zh}核验。`, en: `Answered, to be verified by ${verifier.en}.` },
    closed: {
      zh: `核验通过，已销号，共${round}轮。`,
      en: `Verified and closed after ${round} ${round === 1 ? 'round' : 'rounds'}.`,
    },
    withdrawn: { zh: '已撤销。', en: 'Withdrawn.' },
  }
  return sentences[state]
}
