import { Link, useParams } from 'react-router'
import { divisionPosts, isOneOf } from '#domain/kernel/actor.ts'
import { type AmendmentRow, listAmendments } from '#domain/plan/amendment.api.ts'
import { amendmentStates } from '#domain/plan/amendment.ts'
import { amendmentRoutes } from '#domain/plan/amendmentRoute.ts'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { planCrumb } from './planNames.ts'
import { Revisions } from './Revisions.tsx'

export const stageOfAmendment = {
  drafted: 'open',
  proposed: 'submitted',
  approved: 'accepted',
  applied: 'reported',
  withdrawn: 'upcoming',
} as const

/** What was changed since the plan was issued, and what is on its way. */
export function AmendmentsPage() {
  const { year = '' } = useParams()
  const { actor } = useSession()
  const amendments = useRead(listAmendments, { year })
  return (
    <>
      <PageHead
        title={{ zh: `${year}年度方案变更`, en: `Amendments of ${year}` }}
        crumbs={[planCrumb(Number(year))]}
        actions={
          isOneOf(actor.post, divisionPosts) ? (
            <ActionLink
              to={`/plans/${year}/amendments/new`}
              label={{ zh: '增列专项工作', en: 'Add a special task' }}
              basis="specialTask.plan"
              kind="primary"
            />
          ) : undefined
        }
      />
      <div className="stack">
        <Loaded of={amendments}>{({ rows }) => <AmendmentTable rows={rows} />}</Loaded>
        <Revisions year={year} />
      </div>
    </>
  )
}

function AmendmentTable({ rows }: { rows: readonly AmendmentRow[] }) {
  const text = useText()
  const format = useFormat()
  const columns: Column<AmendmentRow>[] = [
    {
      key: 'title',
      title: { zh: '事项', en: 'Item' },
      onPhone: 'name',
      render: ({ id, code, title }) => (
        <>
          <Link to={`/amendments/${id}`}>{title}</Link> <span className="sub">{code}</span>
        </>
      ),
    },
    { key: 'route', title: { zh: '变更', en: 'Change' }, render: ({ route }) => text(amendmentRoutes[route]) },
    { key: 'division', title: { zh: '责任处', en: 'Responsible' }, render: ({ division }) => text(division.name) },
    { key: 'reason', title: { zh: '理由', en: 'Reason' }, render: ({ reason }) => reason },
    {
      key: 'state',
      title: { zh: '状态', en: 'State' },
      onPhone: 'bare',
      render: ({ state, planNumber }) => (
        <>
          <StageTag stage={stageOfAmendment[state]} label={amendmentStates[state]} />{' '}
          {planNumber !== null && (
            <span className="sub">{text({ zh: `第${planNumber}版`, en: `version ${planNumber}` })}</span>
          )}
        </>
      ),
    },
    {
      key: 'at',
      title: { zh: '提出', en: 'Begun' },
      render: ({ draftedAt }) => <span className="nw">{format.instant(draftedAt)}</span>,
    },
  ]
  const name = { zh: '变更', en: 'Amendments' }
  return (
    <Panel title={name} flush>
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ id }) => id}
        rows={rows}
        empty={
          <EmptyState why={{ zh: '方案印发后没有变更。', en: 'Nothing was changed since the plan was issued.' }} />
        }
      />
    </Panel>
  )
}
