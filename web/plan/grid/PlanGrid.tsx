import { lazy, memo, Suspense, useMemo } from 'react'
import { Columns } from '#web/kernel/Columns.tsx'
import { Grid } from '#web/kernel/grid/Grid.tsx'
import { rangeOf } from '#web/kernel/grid/selection.ts'
import { Skeleton } from '#web/kernel/states.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { GridFindings } from './GridFindings.tsx'
import { GridPanel } from './GridPanel.tsx'
import { SumName, SumSaid, sumOf } from './GridSum.tsx'
import { isDirty } from './gridRow.ts'
import { itemsView } from './itemsView.ts'
import { PasteDialog } from './PasteDialog.tsx'
import { type GivenNames, type GridDesk, type GridDraft, useGridDesk } from './useGridDesk.ts'
import { useLastYear } from './useLastYear.ts'
import './grid.css'

/** The fields of the form come after the grid: it can be written into before they are there. */
const SidePanel = lazy(async () => ({ default: (await import('./SidePanel.tsx')).SidePanel }))

/** The yearly work plan below the items comes by itself and is not drawn anew with every key. */
const Work = memo(lazy(async () => ({ default: (await import('../WorkPlan.tsx')).WorkPlan })))

type Props = { readonly plan: GridDraft } & GivenNames

/** The items of a draft as a spreadsheet with the long fields of one of them beside it; every row saves itself. */
export function PlanGrid({ plan, ...names }: Props) {
  const desk = useGridDesk(plan, names)
  const { rows, place } = desk
  const guard = useLeaveGuard(desk.unsaved.size > 0 || rows.some(isDirty))
  return (
    <Columns
      sideWidth={360}
      main={
        <>
          <Table plan={plan} desk={desk} {...names} />
          <GridFindings plan={plan} found={desk.found} onJump={desk.jump} />
          {plan.kind === 'division' && (
            <Suspense fallback={<Skeleton rows={4} />}>
              <Work plan={plan} />
            </Suspense>
          )}
          {guard}
          <Asked desk={desk} {...names} />
        </>
      }
      side={
        <Suspense fallback={<Skeleton rows={8} />}>
          <SidePanel plan={plan} row={desk.sideRow} isBelow={rows[place.active.row] === undefined} onSet={desk.set} />
        </Suspense>
      }
    />
  )
}

type DeskProps = GivenNames & { readonly desk: GridDesk }

function Table({ plan, desk, shownNames }: DeskProps & Pick<Props, 'plan'>) {
  const { rows, columns, place, marks, saving, state, unsaved, isEditing } = desk
  const { top, bottom } = rangeOf(place)
  const [row, column] = [rows[place.active.row], columns[place.active.column]]
  const removable = rows.slice(top, bottom + 1)
  const lastYear = useLastYear(plan, rows)
  const { besideOf } = lastYear
  const view = useMemo(() => itemsView(shownNames, columns, besideOf), [shownNames, columns, besideOf])
  const isDivision = plan.kind === 'division'
  // the sum of hundreds of weights is not made anew with every move of the cursor
  const foot = useMemo(
    () => ({
      title: <SumName />,
      weight: sumOf(rows),
      goal: <SumSaid rows={rows} isDivision={isDivision} />,
    }),
    [rows, isDivision],
  )
  return (
    <GridPanel
      {...{ plan, state, saving, row, column, removable, lastYear }}
      unsaved={unsaved.size}
      mark={row && column && marks.get(row.key)?.get(column.field)}
      names={shownNames}
      onUndo={() => desk.turn('undo')}
      onRedo={() => desk.turn('redo')}
      onRemove={() => desk.remove(removable)}
    >
      <Grid
        {...{ rows, marks, unsaved, isEditing, foot }}
        view={view}
        selection={place}
        onSelect={desk.select}
        onEdit={desk.edit}
        onWrite={desk.write}
        onPaste={desk.paste}
        onUndo={() => desk.turn('undo')}
        onRedo={() => desk.turn('redo')}
        onSave={saving.flush}
        onLeave={() => document.getElementById('grid-side')?.focus()}
      />
    </GridPanel>
  )
}

/** What is asked before something changes: a block, and what two people wrote into one item. */
function Asked({ desk, names, shownNames }: DeskProps) {
  const { pasting, rows, grid, saving, state, isEditing } = desk
  const conflict = isEditing ? undefined : saving.conflicts[0]
  const parted = conflict && state.rows.find(({ key }) => key === conflict.key)
  return (
    <>
      {pasting && (
        <PasteDialog
          {...{ words: pasting, rows, names, shownNames, plan: grid }}
          onClose={() => desk.endPaste(false)}
          onPaste={() => desk.endPaste(true)}
        />
      )}
      {conflict && parted && (
        <ConflictDialog
          key={conflict.key}
          {...{ row: parted, conflict, names: shownNames }}
          onChoose={(content) => desk.settle(conflict, content)}
          onGiveUp={() => desk.settle(conflict, null)}
        />
      )}
    </>
  )
}
