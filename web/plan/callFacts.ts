import type { PlanCall } from '#domain/plan/planCall.api.ts'
import { type CallFacts, type CallNotice, callStates } from '#domain/plan/planCall.ts'

const noticeOf = ({ notice }: PlanCall): CallNotice => {
  if (!notice) return 'none'
  return notice.state === 'drafted' || notice.state === 'checked' ? 'underWay' : 'signedOff'
}

/** The facts that the call's transitions are asked with. Where a reason is needed, the dialog asks for it. */
export const factsOfCall = (call: PlanCall): CallFacts => ({
  state: call.state,
  year: call.year,
  hasText: call.text !== '',
  secretariatId: call.secretariatId,
  isIncorporated: call.incorporatedOn !== null,
  notice: noticeOf(call),
  openDivisions: call.openDivisions,
  reason: 'asked by the dialog',
})

/** What every button of a call is given. */
export const asked = (call: PlanCall) => ({ facts: factsOfCall(call), states: callStates, reason: 'below' }) as const
