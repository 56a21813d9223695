import type { Text } from '#domain/kernel/text.ts'
import type { Stage } from './duty.ts'
import type { DataState } from './dutyStates.ts'

/** How each state of the data is reckoned, for a count of many; of one duty `explainState` says it with its days. */
export const stateSentences: Record<DataState, Text> = {
  nil: { zh: '责任处报告本期没有发生，作零报告。', en: 'The division reports that nothing occurred: a nil return.' },
  zero: { zh: '填了数，数值是零，不是没有填。', en: 'A value was given and it is zero; it was not left out.' },
  missing: {
    zh: '内部期限或对外期限已过，责任处还没有签字；补报的不算。',
    en: 'An internal or external due day is over and the division has not signed; what may come late does not count.',
  },
  late: {
    zh: '首次签字晚于对外期限；退回、更正不影响，补报的不算。',
    en: 'First signed after the external due day; returns and corrections do not count, nor what may come late.',
  },
  corrected: {
    zh: '签字后改过数，改后的又经签字或者正在签字。',
    en: 'Changed after it was signed; the new value is signed again or waits for it.',
  },
}

/** What each stage says of where a duty lies. */
export const stageSentences: Record<Stage, Text> = {
  upcoming: { zh: '还没有到开放填报的日子。', en: 'Entry has not opened yet.' },
  open: { zh: '已开放填报，责任处还没有提交。', en: 'Entry is open; the division has handed nothing in.' },
  offered: { zh: '责任处已提交，等处长签字。', en: 'Handed in; waits for the signature of the head of division.' },
  submitted: { zh: '责任处已签字，等协调处接收。', en: 'Signed; waits to be accepted by the coordinating division.' },
  returned: { zh: '协调处退回，责任处重新填报。', en: 'Returned by the coordinating division, to be entered anew.' },
  accepted: { zh: '协调处已接收，还没有对外报送。', en: 'Accepted by the coordinating division, not sent on yet.' },
  reported: { zh: '已随函报送采集责任单位。', en: 'Sent on to the collecting unit.' },
  acknowledged: { zh: '采集责任单位已回执。', en: 'The collecting unit has acknowledged it.' },
  withdrawn: { zh: '方案变更后不再报送。', en: 'No longer owed since the plan was changed.' },
}
