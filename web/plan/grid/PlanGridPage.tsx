import { useMemo, useState } from 'react'
import { useParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { listPlanItems } from '#domain/plan/planItems.api.ts'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { ProgressBar } from '#web/kernel/ProgressBar.tsx'
import { useWhole } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { useRefresh } from '#web/kernel/useRefresh.ts'
import { PlanItems } from '../PlanItems.tsx'
import { crumbOf, isWrittenBy, tagOf } from '../planNames.ts'
import { type DraftPlan, OfDraft } from '../writtenPlan.tsx'
import { PlanGrid } from './PlanGrid.tsx'
import { useGridNames } from './useGridNames.ts'
import '../itemForm.css'
import '../plan.css'

/** The items of the office's draft in the grid. */
export function OfficeGridPage() {
  const { year = '' } = useParams()
  return (
    <OfDraft isPage isFresh of={{ kind: 'office', id: '', year }}>
      {(plan) => <GridView plan={plan} />}
    </OfDraft>
  )
}

/** The items of a division's draft in the grid. */
export function DivisionGridPage() {
  const { id = '' } = useParams()
  return (
    <OfDraft isPage isFresh of={{ kind: 'division', id, year: '' }}>
      {(plan) => <GridView plan={plan} />}
    </OfDraft>
  )
}

const title: Text = { zh: '表格编辑', en: 'Edit as a table' }

function GridView({ plan }: { plan: DraftPlan }) {
  const { actor } = useSession()
  const { isNarrow } = useDisplay()
  // A window that is made narrow later keeps the grid: cells that could not be saved stand in it alone.
  const [hasRoom] = useState(!isNarrow)
  const isGrid = isWrittenBy(actor, plan) && hasRoom
  return (
    <div className="plan-page">
      <PageHead
        title={title}
        crumbs={[crumbOf(plan)]}
        chips={
          <>
            <StageTag {...tagOf(plan)} />
            {plan.kind === 'division' && plan.state === 'drafting' && (
              <DeadlineChip
                dueOn={plan.dueOn}
                workingDaysLeft={plan.workingDaysLeft}
                what={{ zh: '报送期限', en: 'Due: ' }}
              />
            )}
          </>
        }
      />
      {isGrid ? <WholeGrid key={plan.id} plan={plan} /> : <PlanItems plan={plan} />}
    </div>
  )
}

const noItems: readonly never[] = []

/** The grid once all items are there: what is pasted, checked and undone knows every row. */
function WholeGrid({ plan }: { plan: DraftPlan }) {
  const { rows, error, read, retry } = useWhole(listPlanItems, { id: plan.id }, { isFresh: true })
  useRefresh(retry)
  const { names, shownNames, isLoaded } = useGridNames(plan.year, rows ?? noItems)
  const draft = useMemo(() => rows && { ...plan, items: rows }, [plan, rows])
  if (draft && isLoaded) return <PlanGrid plan={draft} {...{ names, shownNames }} />
  if (error) return <ErrorState error={error} onRetry={retry} />
  return plan.itemCount > many ? <Progress read={read} of={plan.itemCount} /> : <Skeleton rows={10} />
}

/** As many as come in one answer. */
const many = 200

function Progress({ read, of }: { read: number; of: number }) {
  const text = useText()
  return (
    <Panel title={{ zh: '评估事项', en: 'Items' }}>
      <p role="status">
        {text({ zh: `正在读取事项，共${of}个，已读${read}个`, en: `Reading ${of} items, ${read} so far` })}
      </p>
      <ProgressBar done={Math.min(100, Math.floor((100 * read) / of))} />
    </Panel>
  )
}
