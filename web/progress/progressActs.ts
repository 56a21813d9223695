import type { Text } from '#domain/kernel/text.ts'

/** What the history of an item calls the acts of this module. */
export const progressActs: Readonly<Record<string, Text>> = {
  'progress.report': { zh: '报告进度', en: 'Reported progress' },
  'progress.correct': { zh: '更正进度报告', en: 'Corrected a report' },
  'progress.check': { zh: '自查', en: 'Checked the item' },
  'progress.measureDone': { zh: '记录措施完成', en: 'Recorded a measure as done' },
  'progress.setRhythm': { zh: '设定报告周期', en: 'Set how often it is reported' },
  'progress.claim': { zh: '申请认定阶段完成', en: 'Claimed a phase as finished' },
  'progress.takeBack': { zh: '撤回认定申请', en: 'Took the claim back' },
  'progress.judge': { zh: '认定阶段', en: 'Judged a phase' },
  'progress.judgeUnclaimed': { zh: '未申请认定，认定为未达到', en: 'Judged a phase that was not claimed' },
  'progress.askReview': { zh: '申请复核认定', en: 'Asked for a review' },
  'progress.decide': { zh: '复核认定', en: 'Decided the review' },
  'progress.settle': { zh: '认定生效', en: 'The judgement became final' },
}
