import { useState } from 'react'
import { divisionPosts, isOneOf, seesEverything } from '#domain/kernel/actor.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { downloadTicketFile, type ShareDetails, type Ticket, type TicketShare } from '#domain/supervision/ticket.api.ts'
import { ticketSteps } from '#domain/supervision/ticketLadder.ts'
import {
  extensionStates,
  extensionTransitions,
  feedbackKinds,
  isInCharge,
  type ShareFacts,
  shareStates,
  shareTransitions,
} from '#domain/supervision/ticketShare.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { type ShareAsked, ShareDialog } from './ShareDialogs.tsx'
import { LateTag, ShareTag } from './TicketTag.tsx'
import { UrgeShare } from './UrgeShare.tsx'
import '#web/opinion/opinion.css'

/** Each division's part: the acting post sees its own in full, of others where they stand. */
export function TicketShares({ ticket }: { readonly ticket: Ticket }) {
  const text = useText()
  const others = ticket.shares.filter(({ details }) => details === null)
  return (
    <>
      {ticket.shares.map(
        (share) => share.details && <Share key={share.id} {...{ ticket, share, details: share.details }} />,
      )}
      {others.length > 0 && (
        <Panel title={{ zh: '其他承办处', en: 'Other divisions' }}>
          <ul className="opinion-log">
            {others.map(({ id, division, isLead, state }) => (
              <li key={id}>
                <p className="opinion-head">
                  <span>
                    {text(division.name)}
                    {isLead && text({ zh: '（牵头）', en: ' (lead)' })}
                  </span>
                  <ShareTag state={state} />
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

export type Props = { readonly ticket: Ticket; readonly share: TicketShare }

const factsOf = (
  { state: ticketState }: Ticket,
  { state, division }: TicketShare,
  details: ShareDetails,
): ShareFacts => ({
  ...{ state, ticketState, divisionId: division.id },
  ...{ judgedByDeputy: details.judgedByDeputy, fedBackBy: details.fedBackBy },
})

function Share({ ticket, share, details }: Props & { readonly details: ShareDetails }) {
  const [asking, setAsking] = useState<ShareAsked>()
  const { division, isLead, state } = share
  const { dueOn, workingDaysLeft, isLate, requirement } = details
  const isOpen = ticket.state === 'assigned' && (state === 'assigned' || state === 'received')
  const isOverdue = isOpen && workingDaysLeft !== null && workingDaysLeft < 0
  const lead: Text = isLead ? { zh: '（牵头）', en: ' (lead)' } : { zh: '', en: '' }
  return (
    <Panel
      id={`share-${share.id}`}
      title={{ zh: `${division.name.zh}${lead.zh}`, en: `${division.name.en}${lead.en}` }}
    >
      <p className="ticket-head">
        <ShareTag state={state} />
        {isLate && !isOverdue && <LateTag />}
        {isOpen && <DeadlineChip {...{ dueOn, workingDaysLeft }} />}
      </p>
      {requirement !== '' && (
        <p className="ticket-requirement" lang="zh">
          {requirement}
        </p>
      )}
      <Facts facts={useShareFacts(details)} />
      <Feedbacks ticket={ticket} details={details} />
      <Extensions details={details} />
      <ShareActs {...{ ticket, share, details }} onAsk={setAsking} />
      {asking && <ShareDialog {...{ ticket, share, asking }} onClose={() => setAsking(undefined)} />}
    </Panel>
  )
}

function useShareFacts(details: ShareDetails): Fact[] {
  const text = useText()
  const format = useFormat()
  const { receivedAt, receivedBy, submittedAt, submittedBy, doneAt, doneBy, urges, urgedAt, urgeWords, dueOn } = details
  const at = (zh: string, en: string, when: string | null, by: string | null): Fact[] =>
    when === null ? [] : [{ name: { zh, en }, value: [by, format.instant(when)].filter(Boolean).join(' ') }]
  return [
    { name: { zh: '期限', en: 'Due day' }, value: dueOn && format.longDay(dueOn) },
    ...at('签收', 'Received', receivedAt, receivedBy),
    ...at('报办结', 'Handed in', submittedAt, submittedBy),
    ...at('办结', 'Done', doneAt, doneBy),
    {
      name: { zh: '催办', en: 'Urged' },
      value:
        urges > 0 &&
        urgedAt !== null &&
        [
          text({ zh: `${urges}次，最近${format.instant(urgedAt)}`, en: `${urges}, last ${format.instant(urgedAt)}` }),
          urgeWords,
        ]
          .filter(Boolean)
          .join(text({ zh: '：', en: ': ' })),
    },
    ...details.steps.map(({ step, firedOn, seenAt, seenBy }) => ({
      name: ticketSteps[step],
      value: [format.longDay(firedOn), seenAt && text({ zh: `${seenBy}已阅知`, en: `read by ${seenBy}` })]
        .filter(Boolean)
        .join(text({ zh: '，', en: ', ' })),
    })),
  ]
}

/** What the division said, and why it came back, in the order in which it was. */
function Feedbacks({ ticket, details: { feedbacks } }: { readonly ticket: Ticket; readonly details: ShareDetails }) {
  const text = useText()
  const format = useFormat()
  if (feedbacks.length === 0) return null
  return (
    <>
      <h3 className="ticket-part">{text({ zh: '办理反馈', en: 'Feedback' })}</h3>
      <ul className="opinion-log">
        {feedbacks.map(({ id, kind, words, percent, by, at, files }) => (
          <li key={id}>
            <p>
              <b>{text(feedbackKinds[kind])}</b>
              {percent !== null && <span className="sub">{` ${percent}%`}</span>}
            </p>
            <p lang="zh">{words}</p>
            <FileLinks files={files} to={(fileId) => addressOf(downloadTicketFile, { id: ticket.id, fileId })} />
            <p className="sub">{`${by.name} ${format.instant(at)}`}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Extensions({ details: { extensions } }: { readonly details: ShareDetails }) {
  const text = useText()
  const format = useFormat()
  if (extensions.length === 0) return null
  return (
    <>
      <h3 className="ticket-part">{text({ zh: '延期', en: 'Later days' })}</h3>
      <ul className="opinion-log">
        {extensions.map(({ id, state, beforeOn, untilOn, reason, askedBy, askedAt, decidedBy, decisionReason }) => (
          <li key={id}>
            <p>
              <b>{text(extensionStates[state])}</b>{' '}
              {text({
                zh: `由${format.longDay(beforeOn)}延至${format.longDay(untilOn)}`,
                en: `from ${format.longDay(beforeOn)} to ${format.longDay(untilOn)}`,
              })}
            </p>
            <p lang="zh">{reason}</p>
            {decisionReason !== null && (
              <p>
                {text({ zh: '不同意的理由：', en: 'Refused because: ' })}
                <span lang="zh">{decisionReason}</span>
              </p>
            )}
            <p className="sub">
              {[`${askedBy.name} ${format.instant(askedAt)}`, decidedBy?.name].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

type ActsProps = Props & { readonly details: ShareDetails; readonly onAsk: (asked: ShareAsked) => void }

/** What may be done with a share now; the last button explains itself to whoever may not. */
function ShareActs({ ticket, share, details, onAsk }: ActsProps) {
  const text = useText()
  const context = useContextOfRules()
  const { actor } = useSession()
  const facts = factsOf(ticket, share, details)
  const isDivision = isOneOf(actor.post, divisionPosts)
  const { state, id } = share
  const request = details.extensions.find((one) => one.state === 'asked')
  const judging = ticket.state === 'assigned' && state === 'submitted' && seesEverything(actor)
  const working = ticket.state === 'assigned' && isDivision && actor.divisionId === share.division.id
  const mayReturn = !refusalOf(shareTransitions.sendBack, facts, context)
  const unread = details.steps.some(({ step, seenAt }) => step === 'escalated' && seenAt === null)
  const isOpen = ticket.state === 'assigned' && (state === 'assigned' || state === 'received')
  const button = (action: keyof typeof shareTransitions, isMain: boolean, anchor: string = action) => (
    <ActionButton
      id={`act-${anchor}`}
      transition={shareTransitions[action]}
      facts={facts}
      states={shareStates}
      kind={isMain ? 'primary' : 'normal'}
      reason="elsewhere"
      asks={action !== 'receive'}
      onClick={() => onAsk(action)}
    />
  )
  return (
    <>
      <p className="row-of-actions">
        {working && state === 'assigned' && button('receive', true)}
        {working && state === 'received' && button('feedBack', true)}
        {working && state === 'received' && button('handIn', false)}
        {working && isOpen && request === undefined && (
          <ButtonFace kind="normal" onClick={() => onAsk('extend')}>
            {text({ zh: '申请延期…', en: 'Ask for a later day…' })}
          </ButtonFace>
        )}
        {judging && button('accept', true, `accept-${id}`)}
        {(judging || (state === 'done' && mayReturn)) && button('sendBack', false)}
        {request && seesEverything(actor) && <Decisions {...{ ticket, share, details, onAsk }} />}
        {unread && isOpen && isInCharge(context, share.division.id) && (
          <ButtonFace kind="normal" id={`act-see-${id}`} onClick={() => onAsk('see')}>
            {text({ zh: '阅知逾期', en: 'Mark as read' })}
          </ButtonFace>
        )}
        {isOpen && <UrgeShare share={share} />}
      </p>
      <div className="ticket-reasons">
        {judging && <RefusalOf transition={shareTransitions.accept} facts={facts} states={shareStates} />}
        {working && state === 'received' && (
          <RefusalOf transition={shareTransitions.handIn} facts={facts} states={shareStates} />
        )}
      </div>
    </>
  )
}

function Decisions({ ticket, share, details, onAsk }: ActsProps) {
  const request = details.extensions.find((one) => one.state === 'asked')
  if (!request) return null
  const facts = {
    ...{ state: request.state, shareState: share.state, ticketState: ticket.state, divisionId: share.division.id },
    ...{ judgedByDeputy: details.judgedByDeputy, askedBy: request.askedBy.id },
  }
  return (
    <>
      {(['grant', 'refuse'] as const).map((action) => (
        <ActionButton
          key={action}
          id={`act-${action}-${share.id}`}
          transition={extensionTransitions[action]}
          facts={facts}
          states={extensionStates}
          reason={action === 'grant' ? 'beside' : 'elsewhere'}
          asks
          onClick={() => onAsk(action)}
        />
      ))}
    </>
  )
}
