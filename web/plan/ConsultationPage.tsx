import { useParams } from 'react-router'
import { divisionPosts, isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import {
  type Consultation,
  closeConsultation,
  downloadAdoption,
  readConsultation,
  readConsultationHistory,
} from '#domain/plan/consultation.api.ts'
import {
  answerStates,
  consultationStates,
  consultationTransitions,
  dispositions,
  seesAllAnswers,
} from '#domain/plan/consultation.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns } from '#web/kernel/Columns.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'
import { AnswerPanel } from './AnswerPanel.tsx'
import { CommentList } from './CommentList.tsx'
import { ConsultationAnswers } from './ConsultationAnswers.tsx'
import { ConsultedDraft } from './ConsultedDraft.tsx'
import { shortDigest } from './PlanFacts.tsx'
import { nameOfAct } from './planActs.ts'
import { officeCrumb } from './planNames.ts'
import { RevisedPanel } from './Revised.tsx'
import './plan.css'

/** What the divisions say of the draft, and what becomes of it (Art. 22). */
export function ConsultationPage() {
  const { year = '' } = useParams()
  const consultation = useRead(readConsultation, { of: year })
  return (
    <Loaded isPage of={consultation} rows={10}>
      {(loaded) => <ConsultationView consultation={loaded} />}
    </Loaded>
  )
}

const stages = { open: 'open', closed: 'acknowledged', withdrawn: 'withdrawn' } as const

function ConsultationView({ consultation }: { consultation: Consultation }) {
  const text = useText()
  const { actor } = useSession()
  const { year, kind, planId, state, closesOn, workingDaysLeft, answers, note } = consultation
  const seesAll = seesAllAnswers(actor)
  const own = isOneOf(actor.post, divisionPosts)
    ? answers.find(({ division }) => division.id === actor.divisionId)
    : undefined
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: `${consultation.title}征求意见`, en: `Consultation on ${consultation.title}` }}
        crumbs={[officeCrumb({ kind, year, id: planId })]}
        chips={
          <>
            <StageTag stage={stages[state]} label={consultationStates[state]} />
            {state === 'open' && (
              <DeadlineChip
                dueOn={closesOn}
                workingDaysLeft={workingDaysLeft}
                what={{ zh: '反馈截止', en: 'Answers by: ' }}
              />
            )}
          </>
        }
        sentence={text(seesAll ? sentenceOf(consultation) : ownSentence(consultation))}
        actions={
          isOneOf(actor.post, performanceOffice) && state === 'open' ? <Close {...{ consultation }} /> : undefined
        }
      />
      {note && <p className="note plan-note">{note}</p>}
      <Columns
        sideWidth={340}
        main={
          <>
            {kind === 'revision' && <WhatIsRevised planId={planId} />}
            {own && <AnswerPanel consultation={consultation} answer={own} />}
            <CommentList consultation={consultation} own={own} />
            {seesAll && <ConsultationAnswers consultation={consultation} />}
            <ConsultedDraft consultation={consultation} own={own} />
          </>
        }
        side={
          <>
            <About consultation={consultation} />
            {seesAll && <History id={consultation.id} />}
          </>
        }
      />
    </div>
  )
}

/** What a division is asked about: why the plan is revised and what becomes different. */
function WhatIsRevised({ planId }: { planId: string }) {
  const plan = useRead(readPlan, { of: planId })
  return <Loaded of={plan}>{(revision) => <RevisedPanel plan={revision} />}</Loaded>
}

/** Counted from the rows below: who answered, how many comments, what became of them. */
function sentenceOf({ asked, answers, comments }: Consultation): Text {
  const waiting = answers.filter(({ state }) => state !== 'answered').length
  const undisposed = comments.filter(({ disposition }) => disposition === null).length
  return {
    zh: `征求${asked}个处，${waiting}个处未反馈；${comments.length}条意见，${undisposed}条尚未处理。`,
    en: `Divisions asked: ${asked}, not answered: ${waiting}. Comments: ${comments.length}, without disposition: ${undisposed}.`,
  }
}

function ownSentence({ answers: [own], comments }: Consultation): Text {
  if (!own) return { zh: '', en: '' }
  if (own.state === 'asked')
    return {
      zh: `本处还没有反馈，已写${comments.length}条意见。`,
      en: `Your division has not answered yet; comments written: ${comments.length}.`,
    }
  if (own.state === 'silent') return { zh: `本处${answerStates.silent.zh}。`, en: `${answerStates.silent.en}.` }
  const disposed = comments.filter(({ disposition }) => disposition !== null).length
  return comments.length === 0
    ? { zh: '本处已反馈：无意见。', en: 'Your division has answered: no comment.' }
    : {
        zh: `本处已反馈${comments.length}条意见，${disposed}条已有处理结果。`,
        en: `Your division has answered with ${comments.length} comments; with disposition: ${disposed}.`,
      }
}

function Close({ consultation }: { consultation: Consultation }) {
  const text = useText()
  const toast = useToast()
  const dialog = useDialog()
  const read = useAsOpened(consultation, dialog.isOpen)
  const done = () => {
    dialog.close()
    toast({ zh: '已结束征求意见', en: 'Consultation closed' })
  }
  const close = useAct(closeConsultation, { id: consultation.id }, { onDone: done })
  const transition = consultationTransitions.close
  return (
    <>
      <ActionButton
        id="act-close"
        transition={transition}
        facts={consultation}
        states={consultationStates}
        reason="below"
        asks
        onClick={dialog.open}
      />
      <ConfirmDialog
        title={{ zh: `结束${consultation.title}征求意见`, en: `Close the consultation on ${consultation.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={transition.label}
        basis={transition.basis}
        loading={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate({ version: read.version })}
      >
        <p>
          {text({
            zh: `${read.waiting}个处未反馈，记为“${answerStates.silent.zh}”。结束后方案可以修改，意见处理完毕才能提请审定。`,
            en: `Divisions recorded as without comment: ${read.waiting}. The plan can then be changed; it is submitted once every comment has a disposition.`,
          })}
        </p>
      </ConfirmDialog>
    </>
  )
}

function About({ consultation }: { consultation: Consultation }) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const { id, number, digest, openedBy, openedOn, closesOn, closedOn, comments } = consultation
  const count = (wanted: string) => comments.filter(({ disposition }) => disposition === wanted).length
  const facts = [
    {
      name: { zh: '征求的版本', en: 'Version' },
      value: (
        <>
          {text({ zh: `第${number}版`, en: `Version ${number}` })} <span className="digest">{shortDigest(digest)}</span>
        </>
      ),
    },
    { name: { zh: '发起', en: 'Begun' }, value: `${openedBy.name}，${format.longDay(openedOn)}` },
    { name: { zh: '截止', en: 'Answers by' }, value: format.longDay(closesOn) },
    ...(closedOn ? [{ name: { zh: '结束', en: 'Closed' }, value: format.longDay(closedOn) }] : []),
    ...Object.entries(dispositions).map(([key, name]) => ({ name, value: String(count(key)) })),
  ]
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={facts} />
      {seesAllAnswers(actor) && (
        <p className="sub nw">
          {text({ zh: '采纳情况：', en: 'What became of it: ' })}
          {(['docx', 'xlsx'] as const).map((file) => (
            <a
              key={file}
              className="button plain"
              download
              href={addressOf(downloadAdoption, { id, format: file })}
              aria-label={text({ zh: `下载采纳情况.${file}`, en: `Download what became of the comments, .${file}` })}
            >
              .{file}
            </a>
          ))}
        </p>
      )}
    </Panel>
  )
}

function History({ id }: { id: string }) {
  const history = useRead(readConsultationHistory, { id })
  return <Loaded of={history}>{({ rows }) => <HistoryPanel entries={rows} nameOf={nameOfAct} />}</Loaded>
}
