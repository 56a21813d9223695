import { useState } from 'react'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  type Contact,
  correctContact,
  downloadContactFile,
  keepPromise,
  type listOfItem,
  withdrawContact,
} from '#domain/opinion/contact.api.ts'
import { keepPromiseRules, opinionWays, withdrawContactRules } from '#domain/opinion/opinion.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf, type Reply } from '#web/kernel/api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FileLinks } from './Attached.tsx'
import { aboutWhat } from './OpinionTag.tsx'
import { CorrectContact } from './RecordDialogs.tsx'

type Props = {
  readonly of: Contact
  readonly facts: ItemPage
  readonly reports: Reply<typeof listOfItem>['reports']
}

/** One talk with a unit: what was said and promised, what became of it, and what may be done with it. */
export function OneContact({ of, facts, reports }: Props) {
  const text = useText()
  const format = useFormat()
  const about = aboutWhat(of)
  const until = of.promisedUntil && format.longDay(of.promisedUntil)
  return (
    <div id={`contact-${of.id}`} className={of.withdrawn ? 'withdrawn' : undefined}>
      <p className="opinion-head">
        <b>{text({ zh: `与${of.body.name.zh}沟通`, en: `Contact with ${of.body.name.en}` })}</b>
      </p>
      <p className="sub">
        {[format.longDay(of.contactOn), text(opinionWays[of.way]), `${of.who} – ${of.withWhom}`, about && text(about)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p lang="zh">{of.gist}</p>
      {of.promised && (
        <p>
          <b>
            {until
              ? text({ zh: `约定（${until}前）：`, en: `Promised until ${until}: ` })
              : text({ zh: '约定：', en: 'Promised: ' })}
          </b>
          <span lang="zh">{of.promised}</span>
        </p>
      )}
      <Became of={of} />
      <FileLinks files={of.files} to={(fileId) => addressOf(downloadContactFile, { id: of.id, fileId })} />
      <Acts of={of} facts={facts} reports={reports} />
    </div>
  )
}

function Became({ of: { kept, withdrawn, correctsId } }: { readonly of: Contact }) {
  const text = useText()
  const format = useFormat()
  return (
    <>
      {kept && (
        <p>
          <b>{text({ zh: '已落实：', en: 'Kept: ' })}</b>
          <span lang="zh">{kept.words}</span>
          <span className="sub">{` ${kept.by.name} ${format.instant(kept.at)}`}</span>
        </p>
      )}
      {withdrawn && (
        <p>
          <b>{text({ zh: '已撤回或更正：', en: 'Withdrawn or corrected: ' })}</b>
          <span lang="zh">{withdrawn.words}</span>
          <span className="sub">{` ${withdrawn.by.name} ${format.instant(withdrawn.at)}`}</span>
        </p>
      )}
      {correctsId && (
        <p className="sub">
          <a href={`#contact-${correctsId}`}>{text({ zh: '更正了原记录', en: 'Corrects an earlier one' })}</a>
        </p>
      )}
    </>
  )
}

type Asking = 'keep' | 'correct' | 'withdraw'

function Acts({ of, facts, reports }: Props) {
  const { actor } = useSession()
  const context = useContextOfRules()
  const [asking, setAsking] = useState<Asking>()
  const close = () => setAsking(undefined)
  const contact = {
    responsibleDivisionId: of.responsibleDivision?.id ?? null,
    coordinatingDivisionId: of.coordinatingDivision?.id ?? null,
    ...{ isWithdrawn: of.withdrawn !== null, isKept: of.kept !== null, promised: of.promised },
  }
  const isWorker = isOneOf(actor.post, [...divisionPosts, ...performanceOffice])
  if (!isWorker || refusalOfRules(withdrawContactRules, 'contact.record', contact, context)) return null
  const mayKeep = refusalOfRules(keepPromiseRules, 'contact.record', contact, context) === undefined
  return (
    <>
      <p className="row-of-actions">
        {mayKeep && (
          <ActionButton id={`act-keep-${of.id}`} endpoint={keepPromise} asks onClick={() => setAsking('keep')} />
        )}
        <ActionButton endpoint={correctContact} kind="plain" asks onClick={() => setAsking('correct')} />
        <ActionButton endpoint={withdrawContact} kind="plain" asks onClick={() => setAsking('withdraw')} />
      </p>
      {asking === 'correct' && <CorrectContact contact={of} facts={facts} reports={reports} onClose={close} />}
      {asking === 'withdraw' && <Withdraw of={of} onClose={close} />}
      {asking === 'keep' && <Keep of={of} onClose={close} />}
    </>
  )
}

type Closing = { readonly of: Contact; readonly onClose: () => void }

function Withdraw({ of, onClose }: Closing) {
  const toast = useToast()
  const act = useAct(
    withdrawContact,
    { id: of.id },
    {
      onDone: () => {
        toast({ zh: '已撤回，记录保留', en: 'Withdrawn; it stays readable' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={{ zh: `撤回与${of.body.name.zh}的沟通记录`, en: `Withdraw the contact with ${of.body.name.en}` }}
      isOpen
      onClose={onClose}
      label={withdrawContact.summary}
      basis={withdrawContact.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ reason })}
    />
  )
}

function Keep({ of, onClose }: Closing) {
  const toast = useToast()
  const act = useAct(
    keepPromise,
    { id: of.id },
    {
      onDone: () => {
        toast({ zh: '已登记落实情况', en: 'Recorded' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={{ zh: `约定已落实：${of.promised}`, en: `Promise kept: ${of.promised}` }}
      isOpen
      onClose={onClose}
      ask={{ zh: '落实情况', en: 'What was done' }}
      label={keepPromise.summary}
      basis={keepPromise.basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(outcome) => act.mutate({ outcome })}
    />
  )
}
