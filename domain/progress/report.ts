import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { JudgementFacts } from './judgement.ts'
import { type Rhythm, rhythms } from './rhythm.ts'

export type ReportFacts = Pick<JudgementFacts, 'divisionId' | 'isInForce'> & {
  readonly startsOn: string
  readonly isClaimed: boolean
  readonly isMet: boolean
}

const byDivision: Rule<Pick<ReportFacts, 'divisionId'>> = {
  code: 'not_division_of_phase',
  who: { zh: '该阶段责任处处长、工作人员', en: 'Head or officer of the division whose phase it is' },
  message: () => ({ zh: '须由该阶段的责任处填报。', en: 'To be reported by the division whose phase it is.' }),
  holds: ({ divisionId }, { actor }) =>
    isOneOf(actor.post, divisionPosts) && divisionId !== null && actor.divisionId === divisionId,
}

const inForce: Rule<Pick<ReportFacts, 'isInForce'>> = {
  code: 'item_not_in_force',
  message: () => ({
    zh: '该事项不在执行的方案中，不填报进度。',
    en: 'The item is not in a plan in force: no progress is reported.',
  }),
  holds: ({ isInForce }) => isInForce,
}

const begun: Rule<ReportFacts> = {
  code: 'phase_not_begun',
  message: () => ({ zh: '该阶段还没有开始。', en: 'The phase has not begun yet.' }),
  holds: ({ startsOn }, { today }) => startsOn <= today,
}

const notBeingJudged: Rule<ReportFacts> = {
  code: 'phase_being_judged',
  message: () => ({
    zh: '该阶段的认定正在办理，须先撤回申请。',
    en: 'The phase is being judged: take the claim back first.',
  }),
  holds: ({ isClaimed }) => !isClaimed,
}

const notMet: Rule<ReportFacts> = {
  code: 'phase_met',
  message: () => ({ zh: '该阶段已认定为“已达到”，无须再报。', en: 'The phase was judged as met: no more is owed.' }),
  holds: ({ isMet }) => !isMet,
}

/** When the progress of a phase is reported (Art. 12), or a report replaced by a new one. */
export const reportRules: readonly Rule<ReportFacts>[] = [byDivision, inForce, begun, notBeingJudged, notMet]

export type CheckFacts = { readonly divisionIds: readonly string[]; readonly isInForce: boolean }

const byOwnDivision: Rule<CheckFacts> = {
  code: 'not_division_of_item',
  who: { zh: '责任处、配合处处长、工作人员', en: 'Head or officer of a responsible division' },
  message: () => ({ zh: '须由该事项的责任处记录。', en: 'For the divisions that are responsible for the item.' }),
  holds: ({ divisionIds }, { actor }) =>
    isOneOf(actor.post, divisionPosts) && actor.divisionId !== null && divisionIds.includes(actor.divisionId),
}

/** When a division records a check of its own item (Art. 9). */
export const ownCheckRules: readonly Rule<CheckFacts>[] = [byOwnDivision, inForce]

export type MeasureFacts = Pick<CheckFacts, 'isInForce'> & {
  /** Whose check it is now. */
  readonly divisionId: string | null
  readonly hasMeasure: boolean
  readonly isDone: boolean
}

const byCheckingDivision: Rule<MeasureFacts> = {
  code: 'not_division_of_check',
  who: { zh: '作出该次自查的处处长、工作人员', en: 'Head or officer of the division that made the check' },
  message: () => ({ zh: '须由作出该次自查的处记录。', en: 'For the division that made the check.' }),
  holds: ({ divisionId }, { actor }) =>
    isOneOf(actor.post, divisionPosts) && divisionId !== null && actor.divisionId === divisionId,
}

const withMeasure: Rule<MeasureFacts> = {
  code: 'no_measure',
  message: () => ({ zh: '该次自查没有要办的措施。', en: 'The check asks for no measure.' }),
  holds: ({ hasMeasure }) => hasMeasure,
}

const notDone: Rule<MeasureFacts> = {
  code: 'measure_done',
  message: () => ({ zh: '措施的完成情况已记录。', en: 'It was recorded already that the measure is done.' }),
  holds: ({ isDone }) => !isDone,
}

/** When a division records that the measure of its own check is done (Art. 9). */
export const measureRules: readonly Rule<MeasureFacts>[] = [byCheckingDivision, inForce, withMeasure, notDone]

export type RhythmFacts = Pick<CheckFacts, 'isInForce'> & {
  /** The item's own rhythm; null: that of the office. */
  readonly own: Rhythm | null
  readonly asked: Rhythm | null
}

const rhythmChanges: Rule<RhythmFacts> = {
  code: 'rhythm_unchanged',
  message: ({ own }) => ({
    zh: own === null ? '该事项已按参数填报。' : `该事项已是${rhythms[own].zh}填报。`,
    en: own === null ? 'The item follows the setting already.' : `Already reported ${rhythms[own].en.toLowerCase()}.`,
  }),
  holds: ({ own, asked }) => own !== asked,
}

/** When the performance office gives an item a rhythm of its own, or takes it back. */
export const rhythmRules: readonly Rule<RhythmFacts>[] = [inForce, rhythmChanges]

/** What the history shows of a report and of a check. */
export const reportFields = {
  phase: { name: { zh: '阶段', en: 'Phase' } },
  reached: { name: { zh: '是否达到', en: 'Reached' } },
  percent: { name: { zh: '完成比例', en: 'Percent' } },
  words: { name: { zh: '进展', en: 'Progress' } },
  problem: { name: { zh: '问题', en: 'Problem' } },
  need: { name: { zh: '需要', en: 'Need' } },
  files: { name: { zh: '佐证材料', en: 'Evidence' } },
  checkedOn: { name: { zh: '检查日', en: 'Checked on' } },
  finding: { name: { zh: '检查情况', en: 'Finding' } },
  measure: { name: { zh: '措施', en: 'Measure' } },
  untilOn: { name: { zh: '完成期限', en: 'Until' } },
  done: { name: { zh: '措施完成情况', en: 'What was done' } },
  rhythm: { name: { zh: '进度报告的周期', en: 'How often it is reported' } },
} as const

type Given = {
  readonly reached: boolean
  readonly percent: number | null
  readonly files: number
  readonly asksEvidence: boolean
}

/** What a report cannot say: each fault with its field. Evidence comes only where the item asks for it. */
export function reportFaults({ reached, percent, files, asksEvidence }: Given): ContentFault[] {
  const faults: ContentFault[] = []
  const fault = (path: string, zh: string, en: string) => faults.push({ path: `body.${path}`, message: { zh, en } })
  if (reached && percent !== null && percent < 100)
    fault('percent', '已达到的，完成比例为100%，可不填。', 'What was reached is at 100%; leave it empty.')
  if (!reached && percent === 100)
    fault('percent', '完成100%的，请选“已达到”。', 'At 100% the phase was reached: say so.')
  if (files > 0 && !asksEvidence) fault('fileIds', '该事项不要求佐证材料。', 'No evidence is asked for this item.')
  if (files === 0 && reached && asksEvidence)
    fault('fileIds', '该事项要求佐证材料，已达到的须附。', 'The item asks for evidence of what was reached.')
  return faults
}
type ContentFault = { readonly path: string; readonly message: Text }
