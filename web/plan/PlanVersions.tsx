import { Segmented, Select } from 'antd'
import { useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Text } from '#domain/kernel/text.ts'
import { comparePlans, type PlanComparison } from '#domain/plan/compare.ts'
import type { PlanSnapshot } from '#domain/plan/plan.api.ts'
import { dayToCome, nothingHeld, versionOn } from '#domain/plan/plan.ts'
import {
  downloadComparison,
  type ListedVersion,
  listPlanVersions,
  readPlanVersion,
} from '#domain/plan/planVersion.api.ts'
import { addressOf } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { Loaded } from '#web/kernel/states.tsx'
import { PlanDiff } from './PlanDiff.tsx'
import { PlanFullText } from './PlanFullText.tsx'

/** The frozen versions: what changed between two of them, or the whole text of one. */
export function PlanVersions({ plan }: { plan: { readonly id: string } }) {
  const versions = useRead(listPlanVersions, { id: plan.id })
  return <Loaded of={versions}>{({ rows }) => <Versions plan={plan} versions={rows} />}</Loaded>
}

function Versions({ plan, versions }: { plan: { readonly id: string }; versions: readonly ListedVersion[] }) {
  const text = useText()
  const [query, setQuery] = useSearchParams()
  const newest = versions[0]?.number ?? 1
  const asked = (name: string, otherwise: number) => {
    const number = Number(query.get(name))
    return versions.some((version) => version.number === number) ? number : otherwise
  }
  const number = asked('version', newest)
  const before = versions.find((version) => version.number < number)
  const against = asked('with', before?.number ?? number)
  const [view, setView] = useState<'changes' | 'whole'>('changes')
  const choose = (name: string, value: number) =>
    setQuery(
      (now) => {
        now.set(name, String(value))
        return now
      },
      { replace: true },
    )
  const isCompared = view === 'changes' && against !== number
  return (
    <Panel
      title={{ zh: '版本', en: 'Versions' }}
      flush
      more={
        <VersionChoice
          {...{ versions, number, against, view: isCompared ? 'changes' : 'whole', setView, choose }}
          hasOther={versions.length > 1}
        />
      }
    >
      {isCompared && (
        <p className="sub version-files">
          {text({ zh: '对照表：', en: 'On paper: ' })}
          {(['docx', 'xlsx'] as const).map((format) => (
            <a
              key={format}
              className="button plain"
              download
              href={addressOf(downloadComparison, { id: plan.id, old: against, new: number, format })}
              aria-label={text({ zh: `下载对照表.${format}`, en: `Download the comparison, .${format}` })}
            >
              .{format}
            </a>
          ))}
        </p>
      )}
      {isCompared ? (
        <Comparison id={plan.id} number={number} against={against} />
      ) : (
        <WholeVersion id={plan.id} number={number} />
      )}
    </Panel>
  )
}

type ChoiceProps = {
  versions: readonly ListedVersion[]
  number: number
  against: number
  view: 'changes' | 'whole'
  hasOther: boolean
  setView: (view: 'changes' | 'whole') => void
  choose: (name: string, value: number) => void
}

function VersionChoice({ versions, number, against, view, hasOther, setView, choose }: ChoiceProps) {
  const text = useText()
  const format = useFormat()
  const isHeld = versions.some(({ heldFrom }) => heldFrom !== null)
  const options = versions.map((version) => {
    const at = format.instant(version.madeAt)
    const draft =
      isHeld && version.heldFrom === null ? { zh: '，印发前', en: ', before the issue' } : { zh: '', en: '' }
    const label = text({
      zh: `第${version.number}版，${at}冻结${draft.zh}`,
      en: `Version ${version.number}, frozen ${at}${draft.en}`,
    })
    return { value: version.number, label }
  })
  return (
    <span className="version-choice">
      {view === 'changes' && (
        <>
          <Select
            size="small"
            aria-label={text({ zh: '较早的版本', en: 'Earlier version' })}
            value={against}
            options={options}
            onChange={(value) => choose('with', value)}
          />
          <span className="sub">{text({ zh: '对', en: 'and' })}</span>
        </>
      )}
      <Select
        size="small"
        aria-label={text({ zh: '版本', en: 'Version' })}
        value={number}
        options={options}
        onChange={(value) => choose('version', value)}
      />
      {isHeld && <AsAt versions={versions} onChoose={(value) => choose('version', value)} />}
      {hasOther && (
        <Segmented
          size="small"
          aria-label={text({ zh: '显示', en: 'Show' })}
          value={view}
          onChange={setView}
          options={[
            { value: 'changes' as const, label: text({ zh: '只看变动', en: 'Changes' }) },
            { value: 'whole' as const, label: text({ zh: '全文', en: 'Whole text' }) },
          ]}
        />
      )}
    </span>
  )
}

/** The plan as it stood on a day: chooses the version that held then. */
function AsAt({ versions, onChoose }: Pick<ChoiceProps, 'versions'> & { onChoose: (number: number) => void }) {
  const text = useText()
  const { today } = useSession()
  const id = useId()
  const [day, setDay] = useState('')
  const dated = versions.flatMap(({ number, heldFrom }) => (heldFrom === null ? [] : [{ number, day: heldFrom }]))
  const said = day === '' ? undefined : (dayToCome(day, today) ?? nothingHeld(dated, day))
  const choose = (chosen: string) => {
    setDay(chosen)
    const version = chosen === '' ? undefined : versionOn(dated, chosen > today ? today : chosen)
    if (version) onChoose(version.number)
  }
  return (
    <span className="as-at">
      <label className="sub" htmlFor={id}>
        {text({ zh: '按日期', en: 'As at' })}
      </label>
      <DayInput id={id} max={today} onChange={choose} />
      <span className="reason" aria-live="polite">
        {said && text(said)}
      </span>
    </span>
  )
}

function WholeVersion({ id, number }: { id: string; number: number }) {
  const version = useRead(readPlanVersion, { id, number })
  return <Loaded of={version}>{({ content }) => <PlanFullText content={content} />}</Loaded>
}

type Compared = { readonly id: string; readonly number: number; readonly against: number }

function Comparison({ id, number, against }: Compared) {
  const { language } = useLanguage()
  const { pack } = useSession()
  const [old, now] = [useRead(readPlanVersion, { id, number: against }), useRead(readPlanVersion, { id, number })]
  const compared = (before: PlanSnapshot, after: PlanSnapshot): PlanComparison =>
    comparePlans(before, after, { language, dimensions: pack.dimensions })
  return (
    <Loaded of={old}>
      {(before) => (
        <Loaded of={now}>
          {(after) => (
            <PlanDiff
              comparison={compared(before.content, after.content)}
              names={{ old: versionName(against), new: versionName(number) }}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

const versionName = (number: number): Text => ({ zh: `第${number}版`, en: `Version ${number}` })
