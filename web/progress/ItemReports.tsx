import { useState } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import { lightSentence } from '#domain/progress/light.ts'
import {
  correctProgress,
  downloadProgressFile,
  type ItemProgress,
  type ProgressReport,
} from '#domain/progress/progress.api.ts'
import { setReportRhythm } from '#domain/progress/progressActs.api.ts'
import { reportRules } from '#domain/progress/report.ts'
import { rhythms } from '#domain/progress/rhythm.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { DataStateTag, LightTag } from '#web/kernel/StatusTags.tsx'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import { OwnChecks } from './OwnChecks.tsx'
import { CorrectDialog } from './ReportDialog.tsx'
import { RhythmDialog } from './RhythmDialog.tsx'

type Props = { readonly facts: ItemPage; readonly progress: ItemProgress }
const shown = 3

/** What was reported of the phases, what the division found in its own checks, and how the light changed. */
export function ItemReports(props: Props) {
  const { progress } = props
  const text = useText()
  const [isWhole, setIsWhole] = useState(false)
  const { reports, checks, changes } = progress
  const rows = isWhole ? reports : reports.slice(0, shown)
  return (
    <>
      <Panel
        id="reports"
        title={{ zh: '进度报告', en: 'Progress reports' }}
        note={reports.length > 0 ? text({ zh: `${reports.length}份`, en: `${reports.length}` }) : undefined}
        more={
          reports.length > shown ? (
            <button type="button" className="button plain" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole
                ? text({ zh: '收起', en: 'Show less' })
                : text({ zh: `全部${reports.length}份`, en: `All ${reports.length}` })}
            </button>
          ) : undefined
        }
      >
        <HowOften {...props} />
        {reports.length === 0 && <EmptyState why={{ zh: '还没有报告进度。', en: 'No progress was reported yet.' }} />}
        <ul className="progress-log">
          {rows.map((report) => (
            <Report key={report.id} {...props} report={report} />
          ))}
        </ul>
        <Forecasts progress={progress} />
      </Panel>
      {checks.length > 0 && <OwnChecks progress={progress} />}
      {changes.length > 0 && <Changes progress={progress} />}
    </>
  )
}

/** How often the item is reported, and where the performance office sets it for this one. */
function HowOften({ facts, progress }: Props) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const [isAsking, setIsAsking] = useState(false)
  const { own, usual, from, reason } = progress.rhythm
  const name = rhythms[own ?? usual]
  const said = own
    ? { zh: `本事项自${format.day(from ?? '')}起${name.zh}报告`, en: `From ${format.day(from ?? '')} on: ${name.en}` }
    : { zh: `按参数${name.zh}报告`, en: `By the setting: ${name.en}` }
  const maySet = progress.isInForce && isOneOf(actor.post, performanceOffice)
  return (
    <p className="sub row-of-actions">
      <span>
        {text(said)}
        {own && reason && <span lang="zh">（{reason}）</span>}
      </span>
      {maySet && <ActionButton endpoint={setReportRhythm} kind="plain" asks onClick={() => setIsAsking(true)} />}
      {isAsking && <RhythmDialog {...{ facts, progress }} onClose={() => setIsAsking(false)} />}
    </p>
  )
}

function Report({ facts, progress, report }: Props & { readonly report: ProgressReport }) {
  const text = useText()
  const format = useFormat()
  const context = useContextOfRules()
  const [isAsking, setIsAsking] = useState(false)
  const { id, phaseId, phaseThen, reached, percent, words, problem, need, isReplaced, reason, files } = report
  const phase = progress.phases.find((one) => one.id === phaseId)
  const name = phase ? `${phase.number}　${phase.title}` : (phaseThen?.title ?? '')
  const rules = phase && {
    ...{ divisionId: phase.division?.id ?? null, isInForce: progress.isInForce, startsOn: phase.startsOn },
    ...{ isClaimed: phase.isBeingJudged, isMet: phase.isMet },
  }
  const mayCorrect = !isReplaced && rules && !refusalOfRules(reportRules, correctProgress.basis, rules, context)
  const far = reached
    ? { zh: '已达到', en: 'Reached' }
    : percent === null
      ? { zh: '推进中', en: 'Not yet reached' }
      : { zh: `完成${percent}%`, en: `${percent}% done` }
  return (
    <li className={isReplaced ? 'replaced' : ''}>
      <p className="progress-head">
        <b lang="zh">{name}</b>
        <span>{text(far)}</span>
        {isReplaced && <DataStateTag state="corrected" label={{ zh: '已被更正', en: 'Replaced' }} />}
      </p>
      <Facts
        facts={[
          { name: { zh: '进展', en: 'Progress' }, value: <span lang="zh">{words}</span> },
          ...(problem ? [{ name: { zh: '问题', en: 'Problem' }, value: <span lang="zh">{problem}</span> }] : []),
          ...(need ? [{ name: { zh: '需要', en: 'Need' }, value: <span lang="zh">{need}</span> }] : []),
          ...(reason
            ? [{ name: { zh: '更正理由', en: 'Corrected because' }, value: <span lang="zh">{reason}</span> }]
            : []),
        ]}
      />
      <FileLinks files={files} to={(fileId) => addressOf(downloadProgressFile, { id, fileId })} />
      <p className="sub row-of-actions">
        {[text(report.division.name), report.madeBy.name, format.instant(report.madeAt)].join('　')}
        {mayCorrect && <ActionButton endpoint={correctProgress} kind="plain" asks onClick={() => setIsAsking(true)} />}
      </p>
      {isAsking && <CorrectDialog {...{ facts, progress, report }} onClose={() => setIsAsking(false)} />}
    </li>
  )
}

/** Where the reported percents lead, and that it is a straight line. */
function Forecasts({ progress }: { readonly progress: ItemProgress }) {
  const text = useText()
  const format = useFormat()
  return progress.phases.map(({ id, number, forecast }) =>
    forecast ? (
      <p className="sub" key={id}>
        {text({
          zh: `第${number}阶段按${forecast.points}次报告的比例直线推算，将于${format.day(forecast.on)}完成${
            forecast.lateWorkingDays > 0 ? `，晚于终了日${forecast.lateWorkingDays}个工作日` : ''
          }。`,
          en: `Phase ${number}, in a straight line through ${forecast.points} reports: finished on ${format.day(forecast.on)}${
            forecast.lateWorkingDays > 0 ? `, ${forecast.lateWorkingDays} working days after its end` : ''
          }.`,
        })}
      </p>
    ) : null,
  )
}

function Changes({ progress: { changes } }: { readonly progress: ItemProgress }) {
  const text = useText()
  const format = useFormat()
  return (
    <Panel id="lights" title={{ zh: '灯号变化', en: 'How the light changed' }}>
      <ul className="progress-log">
        {changes.map(({ id, light, rule, figures, on }) => (
          <li key={id}>
            <p className="progress-head">
              {light ? (
                <LightTag light={light} />
              ) : (
                <span className="mid">{text({ zh: '不再显示', en: 'None any more' })}</span>
              )}
              <span className="sub">{format.day(on)}</span>
            </p>
            {light && rule !== null && <p className="sub">{text(lightSentence({ light, rule, figures }))}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
