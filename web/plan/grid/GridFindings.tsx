import { memo } from 'react'
import type { Finding } from '#domain/plan/linter.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { FindingsPanel } from '../PlanFindings.tsx'
import { addressOf } from '../planNames.ts'
import type { GridRow } from './gridRow.ts'
import type { GridDraft } from './useGridDesk.ts'

type Props = {
  readonly plan: GridDraft
  /** The rows and what was found in them belong together. */
  readonly found: { readonly rows: readonly GridRow[]; readonly findings: readonly Finding[] }
  readonly onJump: (finding: Finding) => void
}

/** Below a grid of hundreds of rows the first of them are enough: every cell shows its own. */
const mostShown = 40

/** What the linter says of the draft; drawn anew only when it says something else. */
export const GridFindings = memo(function GridFindings({ plan, found: { rows, findings }, onJump }: Props) {
  const text = useText()
  const more = findings.length - mostShown
  return (
    <>
      <FindingsPanel
        findings={findings.slice(0, mostShown)}
        placeOf={(finding) => placeOf(finding, rows, plan)}
        onJump={onJump}
        items={plan.items}
      />
      {more > 0 && (
        <p className="sub">
          {text({ zh: `另有${more}处，见各格的标记。`, en: `And ${more} more: each cell is marked.` })}
        </p>
      )}
    </>
  )
})

const places: Readonly<Record<string, string>> = { workPlan: '#work-plan' }

/** Where a finding is put right, and the item it is about. */
function placeOf({ itemId, field }: Finding, rows: readonly GridRow[], plan: GridDraft) {
  const row = rows.find((one) => (one.id ?? one.key) === itemId)
  if (row) return { to: '#items', words: `${row.content.code} ${row.content.title}` }
  if (field === 'municipal') return { to: `/plans/${plan.year}/municipal`, words: undefined }
  if (plan.kind !== 'division' && field.endsWith('Text')) return { to: `${addressOf(plan)}#chapters`, words: undefined }
  return { to: places[field] ?? '#items', words: undefined }
}
