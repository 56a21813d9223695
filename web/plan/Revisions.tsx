import { useId } from 'react'
import { Link, useNavigate } from 'react-router'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { endStates } from '#domain/plan/plan.ts'
import { beginRevision, listRevisions, type RevisionRow } from '#domain/plan/revision.api.ts'
import { beginRevisionRules } from '#domain/plan/revision.ts'
import { revisionTitle } from '#domain/plan/revisionTitle.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Reason } from '#web/kernel/Reason.tsx'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { sentenceOfRefusal } from '#web/kernel/refusal.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useCitation, useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'
import { addressOf, stateTag } from './planNames.ts'

const name = { zh: '方案调整', en: 'Revisions' } as const

/** Goals, weights or several items: the revisions of a year's plan, and the beginning of one. */
export function Revisions({ year }: { year: string }) {
  const { actor } = useSession()
  const revisions = useRead(listRevisions, { year })
  return (
    <Loaded of={revisions}>
      {({ rows }) => (
        <Panel
          title={name}
          flush
          more={isOneOf(actor.post, performanceOffice) ? <BeginRevision year={year} rows={rows} /> : undefined}
        >
          <RevisionTable rows={rows} />
        </Panel>
      )}
    </Loaded>
  )
}

function RevisionTable({ rows }: { rows: readonly RevisionRow[] }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<RevisionRow>[] = [
    {
      key: 'title',
      title: { zh: '调整', en: 'Revision' },
      onPhone: 'name',
      render: (row) => {
        const title = text(revisionTitle(row.title))
        return <Link to={addressOf({ ...row, kind: 'revision' })}>{title}</Link>
      },
    },
    { key: 'reason', title: { zh: '理由', en: 'Reason' }, render: ({ reason }) => reason },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state, withdrawal }) => (
        <>
          <StageTag {...stateTag(state)} />
          {withdrawal && (
            <>
              <br />
              {text({ zh: `理由：${withdrawal.reason}`, en: `Reason: ${withdrawal.reason}` })}
              <br />
              <span className="sub">
                {withdrawal.byName}
                {text({ zh: '，', en: ', ' })}
                {format.instant(withdrawal.at)}
              </span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'number',
      title: { zh: '文号', en: 'Document number' },
      render: ({ documentNumber }) => <span className="nw">{documentNumber ?? '–'}</span>,
    },
  ]
  return (
    <DataTable
      {...{ name, columns, rows }}
      keyOf={({ id }) => id}
      empty={
        <EmptyState
          why={{ zh: '没有方案调整。', en: 'There is no revision.' }}
          next={{
            zh: '目标、权重或者多个事项的调整，按编制程序征求意见、审定、印发。',
            en: 'Goals, weights or several items are changed the way a plan is made.',
          }}
        />
      }
    />
  )
}

function BeginRevision({ year, rows }: { year: string; rows: readonly RevisionRow[] }) {
  const text = useText()
  const citationOf = useCitation()
  const context = useContextOfRules()
  const navigate = useNavigate()
  const dialog = useDialog()
  const reasonId = useId()
  const plan = useRead(readPlan, { of: year }).data
  const onDone = (begun: { readonly id: string; readonly year: number }) =>
    void navigate(addressOf({ ...begun, kind: 'revision' }))
  const begin = useAct(beginRevision, { id: plan?.id ?? '' }, { onDone })
  const basis = 'plan.beginRevision'
  const isUnderWay = rows.some(({ state }) => !endStates.some((end) => end === state))
  const facts = plan && { planState: plan.state, isRevision: false, isUnderWay }
  const refusal = facts && refusalOfRules(beginRevisionRules, basis, facts, context)
  if (!facts) return null
  return (
    <>
      <ButtonFace
        kind="normal"
        article={text(citationOf(basis))}
        isRefused={refusal !== undefined}
        describedBy={refusal ? reasonId : undefined}
        onClick={dialog.open}
      >
        {text(beginRevision.summary)}
      </ButtonFace>
      {refusal && (
        <Reason id={reasonId}>
          {text(sentenceOfRefusal(refusal, beginRevision.summary, citationOf(refusal.basis)))}
        </Reason>
      )}
      <ReasonDialog
        title={{ zh: `调整${plan.title}`, en: `Revise: ${plan.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={beginRevision.summary}
        basis={basis}
        ask={{ zh: '调整理由', en: 'Why it is revised' }}
        loading={begin.isPending}
        error={begin.error}
        onSubmit={(reason) => begin.mutate({ reason })}
      />
    </>
  )
}
