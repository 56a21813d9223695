import { Segmented } from 'antd'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import {
  forceTemplate,
  offerTemplate,
  type TemplateVersion,
  type UnitTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { type MappedCell, mappingFaults, unmapped } from '#domain/collection/unitTemplate.cells.ts'
import { templateStates, templateTransitions, type VersionFacts } from '#domain/collection/unitTemplate.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useLeaveGuard } from '#web/kernel/useLeaveGuard.tsx'
import { DraftFields, type DraftValues } from './DraftFields.tsx'
import { MappingPanel } from './MappingPanel.tsx'
import { SheetGrid } from './SheetGrid.tsx'
import { TemplatePreview } from './TemplatePreview.tsx'
import { TemplateVersions } from './TemplateVersions.tsx'
import { useTemplateSave } from './useTemplateSave.ts'

type Props = {
  readonly template: UnitTemplate
  readonly version: TemplateVersion
  readonly history: ReactNode
  /** Whether something is changed that is not saved yet. */
  readonly onDirty: (isDirty: boolean) => void
}

/** The sheets with what goes into their cells. What is changed here is kept on the page until it is saved. */
export function TemplateEditor({ template, version, history, onDirty }: Props) {
  const text = useText()
  const draft = useDraft(version, onDirty)
  const { cells, setCells, isDirty, facts, refusal } = draft
  const mayEdit = refusal === undefined
  const [sheetName, setSheetName] = useState(version.sheets.find(({ isHidden }) => !isHidden)?.name ?? '')
  const [cell, setCell] = useState('A1')
  const panel = useRef<HTMLDivElement>(null)
  const guard = useLeaveGuard(isDirty)
  const sheet = version.sheets.find(({ name }) => name === sheetName) ?? version.sheets[0]
  if (!sheet) return null
  const put = (mapped: MappedCell | null): void =>
    setCells([...cells.filter((one) => one.sheet !== sheet.name || one.cell !== cell), ...(mapped ? [mapped] : [])])
  return (
    <>
      {guard}
      <Columns
        sideWidth={340}
        main={
          <Panel
            title={{ zh: '表格', en: 'Sheets' }}
            note={text(version.state === 'drafted' ? (refusal?.message ?? howTo) : settled)}
            flush
          >
            {version.sheets.length > 1 && (
              <div className="panel-body">
                <Segmented
                  aria-label={text({ zh: '工作表', en: 'Sheet' })}
                  value={sheet.name}
                  options={version.sheets.map(({ name }) => name)}
                  onChange={(name) => {
                    setSheetName(name)
                    setCell('A1')
                  }}
                />
              </div>
            )}
            <SheetGrid
              sheet={sheet}
              cells={cells}
              indicators={version.indicators}
              faults={facts.faults}
              chosen={cell}
              onChoose={setCell}
              onEnter={() => panel.current?.querySelector<HTMLElement>('input')?.focus()}
              onDelete={() => mayEdit && put(null)}
            />
          </Panel>
        }
        side={
          <>
            <div ref={panel} className="screen-only">
              <MappingPanel {...{ sheet, cell, cells, version, mayEdit, put }} />
            </div>
            <Faults facts={facts} cells={cells} version={version} />
            {version.state === 'drafted' && <DraftPanel {...{ template, version, draft, mayEdit }} />}
            <div className="screen-only">
              <TemplatePreview template={template} version={version} isDirty={isDirty} />
            </div>
            <TemplateVersions template={template} shown={version.number} />
            {history}
          </>
        }
      />
    </>
  )
}

type Draft = ReturnType<typeof useDraft>

const valuesOf = ({ effectiveFrom, nilAs }: TemplateVersion): DraftValues => ({ effectiveFrom, nilAs, file: undefined })

function useDraft(version: TemplateVersion, onDirty: (isDirty: boolean) => void) {
  const context = useContextOfRules()
  const opened = useState(version)[0]
  const [cells, putCells] = useState<readonly MappedCell[]>(opened.cells)
  const [values, putValues] = useState(valuesOf(opened))
  const setCells = (changed: readonly MappedCell[]) => {
    putCells(changed)
    onDirty(true)
  }
  const setValues = (changed: DraftValues) => {
    putValues(changed)
    onDirty(true)
  }
  const { sheets, indicators, aggregates } = version
  const faults = useMemo(
    () => mappingFaults(sheets, cells, indicators, aggregates),
    [sheets, cells, indicators, aggregates],
  )
  const facts: VersionFacts = { ...version, mapped: cells.length, faults }
  const refusal = refusalOf(templateTransitions.save, facts, context, templateStates)
  const isDirty =
    cells !== opened.cells ||
    values.effectiveFrom !== opened.effectiveFrom ||
    values.nilAs !== opened.nilAs ||
    values.file !== undefined
  return { cells, setCells, values, setValues, isDirty, facts, refusal, onDirty }
}

const settled = {
  zh: '本版不再改动；要改，请编制新版本。',
  en: 'This version is not changed any more; draw up a new one.',
}
const howTo = {
  zh: '点选单元格，或者用方向键移动、按回车指定内容。',
  en: 'Choose a cell, or move by the arrows and press Enter.',
}

/** What keeps it from being put in force, and which figures no cell takes. */
function Faults({
  facts: { faults },
  cells,
  version,
}: {
  facts: VersionFacts
  cells: readonly MappedCell[]
  version: TemplateVersion
}) {
  const text = useText()
  const left = unmapped(version.indicators, cells)
  if (version.state !== 'drafted' || (faults.length === 0 && left.length === 0)) return null
  return (
    <Panel title={{ zh: '核对', en: 'Checks' }} flush>
      <ul className="rows template-faults">
        {faults.map(({ sheet, cell, message }) => (
          <li key={`${sheet}!${cell}`} className="fault">
            {text(message)}
          </li>
        ))}
        {left.length > 0 && (
          <li>
            <span className="sub">
              {text({
                zh: `没有指定本期数单元格的指标：${left.map(({ name }) => name).join('、')}`,
                en: `Indicators whose figure goes into no cell: ${left.map(({ name }) => name).join(', ')}`,
              })}
            </span>
          </li>
        )}
      </ul>
    </Panel>
  )
}

type DraftProps = {
  readonly template: UnitTemplate
  readonly version: TemplateVersion
  readonly draft: Draft
  readonly mayEdit: boolean
}

/** From when it holds, how a nil return is written, another file; save, and put in force. */
function DraftPanel({ template, version, draft, mayEdit }: DraftProps) {
  const text = useText()
  const toast = useToast()
  const { id } = template
  const { values, setValues, isDirty, facts } = draft
  const { save, edited, submit } = useTemplateSave(template, version, draft)
  const force = useAct(forceTemplate, { id }, { onDone: () => toast({ zh: '已启用', en: 'In force' }) })
  const offer = useAct(offerTemplate, { id }, { onDone: () => toast({ zh: '已送处长', en: 'Sent to the head' }) })
  const isHead = useSession().actor.post === 'division.head'
  const error = save.error ?? offer.error ?? force.error
  return (
    <Panel title={{ zh: '版本', en: 'Version' }}>
      {mayEdit && <DraftFields values={values} fileName={version.file.name} onChange={setValues} />}
      {edited.elsewhere}
      <p className="row-of-actions">
        <ActionButton
          id="act-save"
          transition={templateTransitions.save}
          facts={facts}
          states={templateStates}
          reason="below"
          kind={isDirty ? 'primary' : 'normal'}
          loading={save.isPending}
          onClick={submit}
        />
      </p>
      {isDirty ? (
        <p className="sub">{text({ zh: '有未保存的改动。', en: 'There are changes not saved.' })}</p>
      ) : (
        <p className="row-of-actions">
          {!isHead && (
            <ActionButton
              id="act-offer"
              transition={templateTransitions.offer}
              facts={facts}
              states={templateStates}
              reason="below"
              loading={offer.isPending}
              onClick={() => offer.mutate({ version: version.version })}
            />
          )}
          <ActionButton
            id="act-force"
            transition={templateTransitions.force}
            facts={facts}
            states={templateStates}
            reason="below"
            loading={force.isPending}
            onClick={() => force.mutate({ version: version.version })}
          />
        </p>
      )}
      {error && <ErrorState error={error} />}
    </Panel>
  )
}
