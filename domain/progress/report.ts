import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import type { Rule } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { JudgementFacts } from './judgement.ts'

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
