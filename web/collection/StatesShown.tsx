import { dayText } from '#domain/calendar/workingDays.ts'
import { stepReason } from '#domain/card/card.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import {
  dataStates,
  type Explained,
  explainState,
  lateAgainst,
  lateSentence,
  lateStartSentence,
} from '#domain/collection/dutyStates.ts'
import type { Text } from '#domain/kernel/text.ts'
import { useText } from '#web/kernel/language.tsx'
import { CardTag, DataStateTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { correctionOf } from './CorrectionShown.tsx'

/** What the data are, as tags that say how much: "迟报2个工作日", "已更正，第2版". */
export function StateTags({ duty }: { duty: Duty }) {
  const { today } = useSession()
  const labels: Partial<Record<string, Text>> = {
    late: lateLabel(duty.due.workingDaysLate),
    corrected: correctedLabel(duty.submissions.find(({ id }) => id === duty.submissionId)?.number ?? 1),
  }
  return (
    <>
      {dataStates(duty, today).map((state) => {
        const label = labels[state]
        return <DataStateTag key={state} state={state} {...(label ? { label } : {})} />
      })}
      {duty.cards
        .filter(({ withdrawnOn }) => withdrawnOn === null)
        .map((card) => (
          <CardTag
            key={`${card.ladder}${card.step}${card.firedOn}`}
            card={card.step}
            isSettled={card.settledOn !== null}
          />
        ))}
    </>
  )
}

const lateLabel = (days: number | null): Text | undefined =>
  days === null
    ? undefined
    : { zh: `迟报${days}个工作日`, en: `Late by ${days} working ${days === 1 ? 'day' : 'days'}` }
const correctedLabel = (number: number): Text => ({ zh: `已更正，第${number}版`, en: `Corrected, version ${number}` })

/** The facts the sentences ask for. */
export function explainedOf(duty: Duty): Explained {
  const { before } = correctionOf(duty)
  const corrected = before ? { number: before.number, value: before.value } : null
  return { ...duty, corrected: duty.isCorrected ? corrected : null }
}

/** One sentence for each thing that is to be explained: states, lateness inside the office, 补报, cards, awaited days. */
export function Why({ duty }: { duty: Duty }) {
  const text = useText()
  const { today } = useSession()
  const facts = explainedOf(duty)
  const sentences: Text[] = dataStates(duty, today).map((state) => explainState(state, facts, today))
  if (lateAgainst(duty) === 'internal') sentences.push(lateSentence(duty))
  if (duty.lateStart) sentences.push(lateStartSentence)
  if (duty.due.awaiting !== null) sentences.push(awaiting(duty.due.awaiting))
  if (sentences.length === 0) sentences.push(plain(duty))
  const cards = duty.cards.map((card) => {
    const reason = stepReason({ ladder: card.ladder, step: card.step, on: card.firedOn, dueOn: card.dueOn })
    const withdrawn =
      card.withdrawnOn === null ? { zh: '', en: '' } : { zh: '已撤销，不计入。', en: ' Withdrawn, not counted.' }
    const [zh, en] = [`${reason.zh}记${card.division.zh}。`, `${reason.en} It hits ${card.division.en}.`]
    return { zh: zh + withdrawn.zh, en: en + withdrawn.en }
  })
  return (
    <div className="why mid">
      {[...sentences, ...cards].map((sentence) => (
        <p key={sentence.en}>{text(sentence)}</p>
      ))}
    </div>
  )
}

const awaiting = (year: string): Text => ({
  zh: `${year}年没有国务院放假安排，不能计算期限，也不亮牌。`,
  en: `No official holiday list for ${year}: the due day cannot be computed and no card falls.`,
})

/** Nothing special: when it opens, or that it came in time. */
function plain({ stage, opensOn, externalDueOn, firstSignedOn }: Duty): Text {
  const opens = dayText(opensOn)
  if (stage === 'upcoming')
    return { zh: `本期还没有数据。${opens.zh}起可以填报。`, en: `No data yet. Entry opens on ${opens.en}.` }
  if (stage === 'withdrawn') return { zh: '方案变更后不再报送。', en: 'No longer owed since the plan was changed.' }
  const due = externalDueOn === null ? null : dayText(externalDueOn)
  const dueWords = due ? { zh: `对外期限${due.zh}`, en: `Due on ${due.en}` } : { zh: '期限待定', en: 'No due day yet' }
  if (firstSignedOn === null) return { zh: `${dueWords.zh}。`, en: `${dueWords.en}.` }
  const signed = dayText(firstSignedOn)
  return { zh: `${dueWords.zh}，${signed.zh}签字，如期。`, en: `${dueWords.en}, signed on ${signed.en}, in time.` }
}
