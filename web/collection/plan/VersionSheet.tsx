import { type CollectionPlan, downloadRequirement } from '#domain/collection/collectionPlan.api.ts'
import { dueWords, final, preliminary, versionStates } from '#domain/collection/collectionPlan.ts'
import { ways } from '#domain/collection/dataReport.ts'
import { fullForm } from '#domain/collection/form.ts'
import { addressOf } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { FormShown } from './FormShown.tsx'

export type Version = CollectionPlan['versions'][number]
type Props = { readonly plan: CollectionPlan; readonly version: Version }

/** One version as it is read and printed: what is delivered to whom by when, and the form. */
export function VersionSheet({ plan, version }: Props) {
  const text = useText()
  const format = useFormat()
  const { number, state, effectiveOn, duties } = version
  const asked =
    state === 'inForce' ? text({ zh: `；${duties}期数据按本版收集`, en: `; asks for ${duties} figure(s)` }) : ''
  return (
    <>
      <Panel
        title={{ zh: `第${number}版收集要求`, en: `Version ${number}: what is asked` }}
        note={`${text(versionStates[state])}${text({ zh: '，自', en: ', from ' })}${format.longDay(effectiveOn)}${text({ zh: '起执行', en: '' })}${asked}`}
      >
        <VersionFacts plan={plan} version={version} />
      </Panel>
      <Panel title={{ zh: '填报表式', en: 'The form' }}>
        <FormShown
          form={fullForm(plan.indicator, version.content)}
          evidence={version.content.evidence}
          isPreliminary={version.content.isPreliminary}
        />
      </Panel>
    </>
  )
}

function VersionFacts({ plan, version }: Props) {
  const text = useText()
  const format = useFormat()
  const { content, collectingUnit, requirementFile, made, forced } = version
  const person = ({ name, at }: { name: string; at: string }) => `${name}　${format.instant(at)}`
  return (
    <Facts
      facts={[
        {
          name: { zh: '数据采集责任单位', en: 'Collecting unit' },
          value: collectingUnit ? text(collectingUnit.name) : text({ zh: '未定', en: 'not set' }),
        },
        { name: { zh: '责任处', en: 'Responsible division' }, value: text(plan.responsibleDivision.name) },
        { name: { zh: '提供人', en: 'Provided by' }, value: content.provider || '–' },
        { name: { zh: '对外期限', en: 'External due day' }, value: text(dueWords(content.externalDue)) },
        { name: { zh: '内部期限', en: 'Internal due day' }, value: text(leadWords(content.internalLead)) },
        { name: { zh: '报送方式', en: 'Way of delivery' }, value: content.way ? text(ways[content.way]) : '–' },
        {
          name: { zh: '佐证', en: 'Evidence' },
          value: text(content.evidence ? { zh: '须附', en: 'needed' } : { zh: '不要求', en: 'not needed' }),
        },
        { name: { zh: '数据性质', en: 'Kind of figure' }, value: text(content.isPreliminary ? preliminary : final) },
        {
          name: { zh: '采集要求', en: 'Requirement' },
          value: (
            <>
              <span className="plan-requirement">{content.requirement || (requirementFile ? '' : '–')}</span>
              {requirementFile && (
                <a className="plan-file" href={addressOf(downloadRequirement, { id: version.id })} download>
                  {requirementFile.name} <span className="sub">{format.size(requirementFile.size)}</span>
                </a>
              )}
            </>
          ),
        },
        { name: { zh: '拟定', en: 'Drawn up by' }, value: person(made) },
        ...(forced ? [{ name: { zh: '生效', en: 'Put in force by' }, value: person(forced) }] : []),
      ]}
    />
  )
}

/** How long before the external day the internal one is. */
export const leadWords = (lead: number | null) =>
  lead === null
    ? { zh: '按机关设置', en: 'As set for the office' }
    : { zh: `对外期限前${lead}个工作日`, en: `${lead} working day(s) before` }
