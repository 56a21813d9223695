import { useState } from 'react'
import { useParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { useDisplay } from '#web/kernel/display.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { Skeleton } from '#web/kernel/states.tsx'
import { PlanItems } from '../PlanItems.tsx'
import { crumbOf, isWrittenBy, tagOf } from '../planNames.ts'
import { OfPlan, type WrittenPlan } from '../writtenPlan.tsx'
import { PlanGrid } from './PlanGrid.tsx'
import { useGridNames } from './useGridNames.ts'
import '../itemForm.css'
import '../plan.css'

/** The items of the office's draft in the grid. */
export function OfficeGridPage() {
  const { year = '' } = useParams()
  return (
    <OfPlan isPage isFresh of={{ kind: 'office', id: '', year }}>
      {(plan) => <GridView plan={plan} />}
    </OfPlan>
  )
}

/** The items of a division's draft in the grid. */
export function DivisionGridPage() {
  const { id = '' } = useParams()
  return (
    <OfPlan isPage isFresh of={{ kind: 'division', id, year: '' }}>
      {(plan) => <GridView plan={plan} />}
    </OfPlan>
  )
}

const title: Text = { zh: '表格编辑', en: 'Edit as a table' }

function GridView({ plan }: { plan: WrittenPlan }) {
  const { actor } = useSession()
  const { isNarrow } = useDisplay()
  const { names, shownNames, isLoaded } = useGridNames(plan.year, plan.items)
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
      {!isGrid && <PlanItems plan={plan} />}
      {isGrid && (isLoaded ? <PlanGrid key={plan.id} {...{ plan, names, shownNames }} /> : <Skeleton rows={10} />)}
    </div>
  )
}
