import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { frequencies } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import {
  readTemplateHistory,
  readTemplateOf,
  readTemplateVersion,
  type TemplateVersion,
  type UnitTemplate,
} from '#domain/collection/unitTemplate.api.ts'
import { templateStates, templateTransitions } from '#domain/collection/unitTemplate.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { TemplateEditor } from './TemplateEditor.tsx'
import './unitTemplate.css'

/** One form: the version that is drawn up, or the one that is in force, with its sheets and what goes into their cells. */
export function TemplatePage() {
  const { id = '' } = useParams()
  const template = useRead(readTemplateOf, { id })
  return (
    <Loaded isPage of={template} rows={10}>
      {(loaded) => <Shown template={loaded} />}
    </Loaded>
  )
}

function Shown({ template }: { template: UnitTemplate }) {
  const [search] = useSearchParams()
  const { versions } = template
  const chosen = versions.find(({ number }) => number === Number(search.get('version')))
  const number = (
    chosen ??
    versions.find(({ state }) => state === 'drafted') ??
    versions.find(({ state }) => state === 'inForce') ??
    versions[0]
  )?.number
  const version = useRead(readTemplateVersion, { id: template.id, number: number ?? 1 })
  return (
    <Loaded isPage of={version} rows={10}>
      {(loaded) => <Written key={loaded.number} template={template} version={loaded} />}
    </Loaded>
  )
}

type Props = { readonly template: UnitTemplate; readonly version: TemplateVersion }

/** What is being written stays until it is saved; what nobody writes on follows what others save. */
function Written({ template, version }: Props) {
  const [isDirty, setIsDirty] = useState(false)
  const shown = useAsOpened(version.version, isDirty)
  return <Head key={shown} {...{ template, version }} onDirty={setIsDirty} />
}

function Head({ template, version, onDirty }: Props & { onDirty: (isDirty: boolean) => void }) {
  const text = useText()
  const history = useRead(readTemplateHistory, { id: template.id })
  const { collectingUnit, frequency } = template
  const [unit, every] = [collectingUnit.name, frequencies[frequency]]
  return (
    <>
      <PageHead
        title={{ zh: `${template.name}，第${version.number}版`, en: `${template.name}, version ${version.number}` }}
        crumbs={[
          { label: { zh: '汇总报送', en: 'Reports' }, to: '/reports' },
          { label: { zh: '采集单位模板', en: "The units' forms" }, to: '/unit-templates' },
        ]}
        chips={
          <>
            <StageTag stage={stageOf[version.state]} label={templateStates[version.state]} />
            <span className="sub">{text({ zh: `${unit.zh}，${every.zh}`, en: `${unit.en}, ${every.en}` })}</span>
          </>
        }
        sentence={text(sentenceOf(version))}
      />
      <TemplateEditor
        template={template}
        version={version}
        onDirty={onDirty}
        history={history.data && <HistoryPanel entries={history.data.rows} nameOf={actName} />}
      />
    </>
  )
}

const stageOf = { drafted: 'open', inForce: 'reported', withdrawn: 'withdrawn' } as const

function sentenceOf({ state, effectiveFrom, cells }: TemplateVersion): Text {
  const day = dayText(effectiveFrom)
  const mapped = { zh: `已指定${cells.length}个单元格`, en: `${cells.length} cells are mapped` }
  if (state === 'withdrawn') return { zh: '这个版本已停用，不再填报。', en: 'This version is withdrawn.' }
  return state === 'inForce'
    ? {
        zh: `${day.zh}及以后结束的报告期用这个版本，${mapped.zh}。`,
        en: `Periods that end on ${day.en} or later take this version; ${mapped.en}.`,
      }
    : {
        zh: `${mapped.zh}；处长启用后，${day.zh}及以后结束的报告期用这个版本。`,
        en: `${mapped.en}; once the head puts it in force, periods that end on ${day.en} or later take it.`,
      }
}

const acts: Record<string, Text> = {
  'template.make': { zh: '建立模板', en: 'Made' },
  'template.makeVersion': { zh: '编制新版本', en: 'New version' },
  'template.save': templateTransitions.save.label,
  'template.offer': templateTransitions.offer.label,
  'template.force': templateTransitions.force.label,
  'template.withdraw': templateTransitions.withdraw.label,
}
const actName = (action: string): Text => acts[action] ?? same(action)
