import { useState } from 'react'
import { Link } from 'react-router'
import { dayText } from '#domain/calendar/workingDays.ts'
import {
  makeTemplateVersion,
  type UnitTemplate,
  type VersionRow,
  withdrawTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { newVersionRules, templateStates, templateTransitions } from '#domain/collection/unitTemplate.ts'
import type { StoredFile } from '#domain/kernel/file.api.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useCitation, useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { FileField } from './FileField.tsx'

type Props = { readonly template: UnitTemplate; readonly shown: number }

/** All versions with the day from which each holds; a new one, and one that is withdrawn. */
export function TemplateVersions({ template, shown }: Props) {
  const text = useText()
  const context = useContextOfRules()
  const citationOf = useCitation()
  const [isMaking, setIsMaking] = useState(false)
  const [withdrawn, setWithdrawn] = useState<number>()
  const coordinatingDivisionId = template.coordinatingDivision.id
  const hasDraft = template.versions.some(({ state }) => state === 'drafted')
  const mayMake =
    refusalOfRules(newVersionRules, 'template.save', { coordinatingDivisionId, hasDraft }, context) === undefined
  const isHead = context.actor.post === 'division.head' && context.actor.divisionId === coordinatingDivisionId
  return (
    <Panel title={{ zh: '各版本', en: 'Versions' }} flush>
      <ul className="rows">
        {template.versions.map((version) => (
          <li key={version.number}>
            <span>
              <Link
                to={`/unit-templates/${template.id}?version=${version.number}`}
                aria-current={version.number === shown ? 'page' : undefined}
              >
                {text({ zh: `第${version.number}版`, en: `Version ${version.number}` })}
              </Link>
            </span>
            <span className="row-value sub">{text(templateStates[version.state])}</span>
            <span className="row-line sub">{text(lineOf(version))}</span>
            {isHead && version.state !== 'withdrawn' && (
              <span className="row-line">
                <ButtonFace
                  kind="plain"
                  article={text(citationOf(templateTransitions.withdraw.basis))}
                  onClick={() => setWithdrawn(version.number)}
                >
                  {text({ zh: `停用第${version.number}版…`, en: `Withdraw version ${version.number}…` })}
                </ButtonFace>
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayMake && (
        <div className="panel-body">
          <ButtonFace kind="normal" article={text(citationOf('template.save'))} onClick={() => setIsMaking(true)}>
            {`${text(makeTemplateVersion.summary)}…`}
          </ButtonFace>
        </div>
      )}
      {isMaking && <NewVersionDialog template={template} onClose={() => setIsMaking(false)} />}
      {withdrawn !== undefined && (
        <WithdrawDialog template={template} number={withdrawn} onClose={() => setWithdrawn(undefined)} />
      )}
    </Panel>
  )
}

function lineOf({ effectiveFrom, changedBy, forcedBy, withdrawnReason }: VersionRow) {
  const from = dayText(effectiveFrom)
  const by = forcedBy ? { zh: `，${forcedBy}启用`, en: `, put in force by ${forcedBy}` } : { zh: '', en: '' }
  const why = withdrawnReason ? { zh: `；停用：${withdrawnReason}`, en: `; withdrawn: ${withdrawnReason}` } : undefined
  return {
    zh: `自${from.zh}起，${changedBy}编制${by.zh}${why?.zh ?? ''}`,
    en: `From ${from.en}, by ${changedBy}${by.en}${why?.en ?? ''}`,
  }
}

type Values = { effectiveFrom: string; fileId?: string }

function NewVersionDialog({ template, onClose }: { template: UnitTemplate; onClose: () => void }) {
  const { today } = useSession()
  const [file, setFile] = useState<StoredFile>()
  const { shape } = makeTemplateVersion.body
  return (
    <FormDialog<typeof makeTemplateVersion, Values>
      endpoint={makeTemplateVersion}
      address={{ id: template.id }}
      title={{ zh: '编制新版本', en: 'Draw up a new version' }}
      isOpen
      onClose={onClose}
      initial={{ effectiveFrom: today }}
      bodyOf={({ effectiveFrom, fileId }) => ({ version: template.version, effectiveFrom, fileId: fileId ?? null })}
      done={{ zh: '已建立新版本', en: 'New version made' }}
    >
      <FormItem
        name="effectiveFrom"
        label={{ zh: '适用起始日', en: 'Holds from' }}
        schema={shape.effectiveFrom}
        hint={{ zh: '在这一天或者之后结束的报告期用这个版本。', en: 'Periods that end on this day or later take it.' }}
      >
        <DayInput />
      </FormItem>
      <FormItem
        name="fileId"
        label={{ zh: '单位的新表格（.xlsx）', en: "The unit's new workbook (.xlsx)" }}
        schema={shape.fileId.optional()}
        hint={{ zh: '不换文件的，沿用上一版的文件和对应关系。', en: 'Without one, the last version’s file is kept.' }}
      >
        <FileField file={file} onFile={setFile} />
      </FormItem>
    </FormDialog>
  )
}

type WithdrawProps = { readonly template: UnitTemplate; readonly number: number; readonly onClose: () => void }

function WithdrawDialog({ template: { id, version }, number, onClose }: WithdrawProps) {
  const act = useAct(withdrawTemplate, { id, number }, { onDone: onClose })
  const { label, basis } = templateTransitions.withdraw
  return (
    <ReasonDialog
      title={{ zh: `停用第${number}版`, en: `Withdraw version ${number}` }}
      isOpen
      onClose={onClose}
      label={label}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}
