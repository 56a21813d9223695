import { dayText } from '#domain/calendar/workingDays.ts'
import type { Text } from '#domain/kernel/text.ts'

/** How signed data came that were not signed in the system (Art. 30). */
export const registeredWays = {
  paper: { zh: '纸质件', en: 'On paper' },
  officeAutomation: { zh: 'OA', en: 'By office automation' },
} as const satisfies Record<string, Text>
export type RegisteredWay = keyof typeof registeredWays
export const registeredWayNames = Object.keys(registeredWays) as [RegisteredWay, ...RegisteredWay[]]

type Fault = { readonly path: string; readonly message: Text }
type Days = { readonly signedOn: string; readonly receivedOn: string }

/** What is wrong with the days, by field: signed once entry has opened, received after that and not in the future. */
export function registrationFaults({ signedOn, receivedOn }: Days, opensOn: string, today: string): Fault[] {
  const opens = dayText(opensOn)
  const faults: Fault[] = []
  if (receivedOn > today)
    faults.push({ path: 'receivedOn', message: { zh: '收到日不能晚于今天。', en: 'Not after today.' } })
  if (receivedOn < signedOn)
    faults.push({
      path: 'receivedOn',
      message: { zh: '收到日不能早于签字日。', en: 'Not before the day of the signature.' },
    })
  if (signedOn < opensOn)
    faults.push({
      path: 'signedOn',
      message: { zh: `${opens.zh}起可以填报，签字日不能更早。`, en: `Entry opened on ${opens.en}; not signed before.` },
    })
  return faults
}

export const notHead: Text = {
  zh: '签字日不在责任处处长任上，也不是其主持工作的人。',
  en: 'On that day neither head of the responsible division nor a substitute.',
}

export const ownSignature: Text = {
  zh: '本人签字的，请在系统内直接签字。',
  en: 'What you signed yourself is signed in the system.',
}
