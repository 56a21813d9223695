import { type ReactNode, useState } from 'react'
import { divisionPlanStates, divisionPlanTransitions } from '#domain/plan/divisionPlan.ts'
import { removeItem } from '#domain/plan/item.api.ts'
import { planStates, planTransitions } from '#domain/plan/plan.ts'
import type { TableNames } from '#domain/plan/planNames.ts'
import { downloadPlanTable } from '#domain/plan/planTable.api.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { ActionLink } from '#web/kernel/ActionLink.tsx'
import { Autosave, type SaveState } from '#web/kernel/Autosave.tsx'
import { addressOf as addressOfEndpoint } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import type { Mark } from '#web/kernel/grid/GridRowLine.tsx'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { divisionFactsOf, factsOf } from '../planFacts.ts'
import { addressOf } from '../planNames.ts'
import type { WrittenPlan } from '../writtenPlan.tsx'
import { type GridColumn, type GridRow, isDirty, textOf } from './gridRow.ts'
import type { GridState } from './gridState.ts'
import type { GridSaving } from './useGridSaving.ts'
import type { LastYear } from './useLastYear.ts'

type Props = {
  readonly plan: WrittenPlan
  readonly state: GridState
  readonly saving: GridSaving
  readonly unsaved: number
  readonly row: GridRow | undefined
  readonly column: GridColumn | undefined
  readonly mark: Mark | undefined
  readonly names: TableNames
  /** The rows of the range. */
  readonly removable: readonly GridRow[]
  readonly lastYear: LastYear
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onRemove: () => void
  readonly children: ReactNode
}

/** The grid with its tools above it and, below, the whole text of the cell with what is wrong with it. */
export function GridPanel(props: Props) {
  const { plan, state, saving, unsaved, children } = props
  return (
    <Panel id="items" title={{ zh: '评估事项', en: 'Items' }} more={<Status {...{ state, saving, unsaved }} />} flush>
      <Tools {...props} />
      <Compared year={plan.year - 1} lastYear={props.lastYear} />
      {children}
      <Line {...props} />
    </Panel>
  )
}

function Status({ state, saving, unsaved }: Pick<Props, 'state' | 'saving' | 'unsaved'>) {
  const text = useText()
  const { notes, savedAt } = saving
  const all = [...notes.values()].map((note) => note.state)
  const waiting = state.rows.filter(isDirty).length
  const status: SaveState = all.includes('failed')
    ? { state: 'failed' }
    : all.includes('saving')
      ? { state: 'saving' }
      : waiting === 0 && savedAt
        ? { state: 'saved', at: savedAt }
        : { state: 'idle' }
  return (
    <>
      {unsaved > 0 && (
        <span className="autosave failed">
          {text({ zh: `${unsaved}行有内容未保存`, en: `Rows with something not saved: ${unsaved}` })}{' '}
        </span>
      )}
      <Autosave status={status} />
    </>
  )
}

function Tools({ plan, state, removable, lastYear, onUndo, onRedo, onRemove }: Props) {
  const text = useText()
  return (
    <div className="grid-tools">
      <ButtonFace kind="plain" isRefused={state.done.length === 0} onClick={onUndo}>
        {text({ zh: '撤销', en: 'Undo' })}
      </ButtonFace>
      <ButtonFace kind="plain" isRefused={state.undone.length === 0} onClick={onRedo}>
        {text({ zh: '重做', en: 'Redo' })}
      </ButtonFace>
      <RemoveRows {...{ plan, removable, onRemove }} />
      <ButtonFace kind="plain" onClick={lastYear.turn}>
        {text(
          lastYear.isOn
            ? { zh: '结束比较', en: 'End the comparison' }
            : { zh: `与${plan.year - 1}年比较`, en: `Compare with ${plan.year - 1}` },
        )}
      </ButtonFace>
      <ActionLink
        kind="plain"
        to={`${addressOf(plan)}/table`}
        label={{ zh: '导入Excel表', en: 'Import from Excel' }}
        basis={plan.kind === 'division' ? 'plan.divisionDraft' : 'plan.draft'}
      />
      <a className="button plain" href={addressOfEndpoint(downloadPlanTable, { id: plan.id })} download>
        {text({ zh: '导出Excel表', en: 'Export to Excel' })}
      </a>
      <span className="sub">
        {text({
          zh: '方向键移动，Enter或F2编辑，Tab右移，Ctrl+V整块粘贴，Ctrl+Z撤销，Esc离开表格',
          en: 'Arrows move, Enter or F2 edits, Tab goes right, Ctrl+V pastes a block, Ctrl+Z undoes, Esc leaves',
        })}
      </span>
    </div>
  )
}

/** What last year's plan had besides, once it is compared. */
function Compared({ year, lastYear: { isEmpty, gone } }: { year: number; lastYear: LastYear }) {
  const text = useText()
  if (!gone || (!isEmpty && gone.length === 0)) return null
  const names = gone.map(({ title }) => title)
  return (
    <p className="sub grid-said" role="status">
      {isEmpty
        ? text({ zh: `没有${year}年的事项可比较。`, en: `There are no items of ${year} to compare with.` })
        : text({
            zh: `${year}年有、本年没有的事项：${names.join('、')}。`,
            en: `In ${year} and not now: ${names.join('; ')}.`,
          })}
    </p>
  )
}

function RemoveRows({ plan, removable, onRemove }: Pick<Props, 'plan' | 'removable' | 'onRemove'>) {
  const text = useText()
  const [isOpen, setIsOpen] = useState(false)
  const n = removable.length
  if (n === 0) return null
  const label = { zh: n === 1 ? '删除本行' : `删除${n}行`, en: n === 1 ? 'Remove the row' : `Remove ${n} rows` }
  const look = { label, kind: 'plain', asks: true, onClick: () => setIsOpen(true) } as const
  return (
    <>
      {plan.kind === 'division' ? (
        <ActionButton
          transition={divisionPlanTransitions.edit}
          facts={divisionFactsOf(plan)}
          states={divisionPlanStates}
          {...look}
        />
      ) : (
        <ActionButton transition={planTransitions.edit} facts={factsOf(plan)} states={planStates} {...look} />
      )}
      <ConfirmDialog
        title={label}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        label={label}
        basis={plan.kind === 'division' ? 'plan.divisionDraft' : removeItem.basis}
        loading={false}
        error={null}
        onConfirm={() => {
          onRemove()
          setIsOpen(false)
        }}
      >
        <p>
          {text({
            zh: '事项连同阶段和指标从方案草稿中删除；撤销后作为新事项恢复。已冻结的各版仍保留。',
            en: 'The items go out of the draft with their phases and indicators; undone, they come back as new ones. Frozen versions keep them.',
          })}
        </p>
        <ul className="rows">
          {removable.slice(0, 20).map(({ key, content }) => (
            <li key={key}>
              {content.code}　{content.title}
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  )
}

/** The whole text of the active cell: in the grid it is one line. */
function Line({ row, column, mark, names }: Props) {
  const text = useText()
  const { language } = useLanguage()
  if (!row || !column) return <div className="grid-line" />
  return (
    <div className="grid-line">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls and is reached by the keyboard */}
      <p tabIndex={0}>
        <b>{text(column.name)}</b>　{textOf(row, column, names, language)}
      </p>
      {mark && <p className={mark.level === 'hint' ? 'sub' : 'fault'}>{text(mark.message)}</p>}
    </div>
  )
}
