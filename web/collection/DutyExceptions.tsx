import { useState } from 'react'
import { Link } from 'react-router'
import { askDueException, listDueExceptions } from '#domain/collection/dueException.api.ts'
import { exceptionStates } from '#domain/collection/dueException.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { AskExceptionDialog } from './AskExceptionDialog.tsx'

/** Later days asked for and granted for this duty; its divisions ask here while something is still owed. */
export function DutyExceptions({ duty }: { duty: Duty }) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const [isAsking, setIsAsking] = useState(false)
  const found = useRead(listDueExceptions, { year: duty.year, dutyId: duty.id })
  const isParty = [duty.responsibleDivisionId, duty.coordinatingDivisionId].includes(actor.divisionId ?? '')
  const isOpen = duty.stage !== 'withdrawn' && duty.stage !== 'reported' && duty.stage !== 'acknowledged'
  const mayAsk =
    isParty && isOpen && isOneOf(actor.post, divisionPosts) && duty.externalDueOn !== null && !duty.lateStart
  return (
    <>
      {found.data?.rows.map(({ id, state, internalOn, externalOn }) => (
        <p key={id} className="mid">
          <Link to={`/due-exceptions/${id}`}>
            {text({ zh: '延至', en: 'Until ' })}
            {format.longDay(externalOn ?? internalOn ?? duty.opensOn)}
          </Link>
          {text({ zh: '，', en: ', ' })}
          {text(exceptionStates[state])}
        </p>
      ))}
      {mayAsk && (
        <p className="duty-part">
          <ActionButton id="act-extend" endpoint={askDueException} asks onClick={() => setIsAsking(true)} />
        </p>
      )}
      {isAsking && (
        <AskExceptionDialog
          of={{ dutyId: duty.id }}
          subject={{ zh: duty.indicator.name, en: duty.indicator.name }}
          internalDueOn={duty.internalDueOn}
          externalDueOn={duty.externalDueOn}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  )
}
