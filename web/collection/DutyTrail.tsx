import { Link } from 'react-router'
import { states as reportStates } from '#domain/collection/dataReport.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import { transitions } from '#domain/collection/duty.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useCitation, useSession } from '#web/kernel/session.tsx'

type Step = { readonly key: string; readonly what: Text; readonly who: string; readonly small: readonly string[] }

/** Who answers for this figure, from its source to the collecting unit (Art. 26–29). */
export function DutyTrail({ duty }: { duty: Duty }) {
  const text = useText()
  const steps = useSteps(duty)
  if (steps.length === 0) return null
  return (
    <section className="trail">
      <h3>{text({ zh: '谁对这个数负责', en: 'Who answers for this figure' })}</h3>
      <ol className="log">
        {steps.map(({ key, what, who, small }) => (
          <li key={key}>
            {text(what)}　{who}
            <small>{small.filter(Boolean).join(text({ zh: '，', en: ', ' }))}</small>
          </li>
        ))}
      </ol>
      {duty.submissionId && (
        <p>
          <Link to={`/figures/${duty.submissionId}`}>
            {text({ zh: '全部经过、签字和摘要', en: 'The whole chain, signatures and digests' })}
          </Link>
        </p>
      )}
    </section>
  )
}

/** What filled the entry: the passenger file, or the line of a feed; nothing where a person typed it. */
function sourceWords({ suggestion }: Duty, source: string | undefined): { words: Text; small: string[] } | undefined {
  if (!suggestion) return undefined
  const { lines, source: of } = suggestion
  if (source === 'passengers')
    return { words: { zh: `每日客流文件，${lines}行`, en: `daily passenger file, ${lines} lines` }, small: [] }
  if (source !== 'feed' || !of) return undefined
  return { words: { zh: `${of.name}，第${of.line}行`, en: `${of.name}, row ${of.line}` }, small: [of.fileName] }
}

function useSteps(duty: Duty): Step[] {
  const text = useText()
  const format = useFormat()
  const citationOf = useCitation()
  const { today } = useSession()
  const current = duty.submissions.find(({ id }) => id === duty.submissionId)
  const steps: Step[] = []
  const at = (instant: string) => format.instant(instant, today)
  const from = sourceWords(duty, current?.source)
  if (from && duty.suggestion)
    steps.push({
      key: 'source',
      what: { zh: '来源', en: 'Source' },
      who: text(from.words),
      small: [...from.small, at(duty.suggestion.runAt)],
    })
  if (current)
    steps.push({
      key: 'entered',
      what: { zh: '填报', en: 'Entered by' },
      who: current.enteredBy,
      small: [text(duty.responsibleDivision), at(current.enteredAt)],
    })
  if (current?.signature)
    steps.push({
      key: 'signed',
      what: { zh: '签字', en: 'Signed by' },
      who: `${current.signature.personName}${text(placeOf(current.signature.inPlaceOf))}`,
      small: [
        text(current.signature.division),
        text(citationOf(transitions.sign.basis)),
        at(current.signature.signedAt),
      ],
    })
  if (duty.accepted)
    steps.push({
      key: 'accepted',
      what: { zh: '接收', en: 'Accepted by' },
      who: duty.accepted.personName,
      small: [
        duty.accepted.division ? text(duty.accepted.division) : '',
        text(citationOf(transitions.accept.basis)),
        at(duty.accepted.acceptedAt),
        duty.accepted.comment ?? '',
      ],
    })
  for (const report of duty.reports.slice(0, 1)) steps.push(reportStep(report))
  return steps

  function reportStep({ id, number, state, sentOn, receiptOn }: Duty['reports'][number]): Step {
    const name = reportStates[state as keyof typeof reportStates]
    return {
      key: id,
      what: { zh: '报送', en: 'Report' },
      who: text({ zh: `第${number}次`, en: `no. ${number}` }),
      small: [
        duty.collectingUnit ? text(duty.collectingUnit.name) : '',
        sentOn ? format.day(sentOn) : text(name),
        receiptOn ? text({ zh: '已回执', en: 'acknowledged' }) : '',
      ],
    }
  }
}

const placeOf = (holder: string | null): Text =>
  holder === null ? same('') : { zh: `（代${holder}）`, en: ` (in place of ${holder})` }
