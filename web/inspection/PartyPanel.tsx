import { Input, Radio } from 'antd'
import { type RefObject, useState } from 'react'
import { Link } from 'react-router'
import { outcomes } from '#domain/inspection/check.ts'
import { downloadInspectionFile, type Finding, type Inspection, type Party } from '#domain/inspection/inspection.api.ts'
import {
  type InspectionFacts,
  inspectionStates,
  inspectionTransitions,
  type PointJudgement,
  pointJudgements,
} from '#domain/inspection/inspection.ts'
import { judgePoints } from '#domain/inspection/inspectionActs.api.ts'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Autosave, useAutosave } from '#web/kernel/Autosave.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { useNamed } from '#web/kernel/Filters.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { FileLinks } from '#web/opinion/Attached.tsx'
import type { Asking } from './InspectionDialogs.tsx'
import { OrderLink } from './OrderLink.tsx'

type Props = {
  readonly inspection: Inspection
  readonly facts: InspectionFacts
  readonly party: Party
  /** The version that the next save names: it moves on with every save of this page. */
  readonly version: RefObject<number>
  readonly onAsk: (asking: Asking) => void
}

/** One division of an inspection: the points judged for it, what was found, what it replied. */
export function PartyPanel(props: Props) {
  const text = useText()
  const format = useFormat()
  const context = useContextOfRules()
  const { inspection, facts, party, onAsk } = props
  const { division, seenAt, seenBy, preparation, reply, repliedBy, repliedAt, files, findings } = party
  const isJudging = refusalOf(inspectionTransitions.judge, facts, context) === undefined
  const mayFind = refusalOf(inspectionTransitions.find, facts, context) === undefined
  return (
    <Panel title={division.name}>
      {inspection.notifiedOn !== null && (
        <p className="sub">
          {seenAt && seenBy
            ? text({
                zh: `${seenBy.name} ${format.instant(seenAt)} 知悉`,
                en: `Acknowledged by ${seenBy.name}, ${format.instant(seenAt)}`,
              })
            : text({ zh: '尚未知悉', en: 'Not acknowledged yet' })}
        </p>
      )}
      {preparation !== null && (
        <p className="check-words" lang="zh">
          {preparation}
        </p>
      )}
      {isJudging ? <Judging {...props} /> : <Judged {...props} />}
      <h3 className="check-heading">{text({ zh: '发现的问题', en: 'Findings' })}</h3>
      {findings.length === 0 && <p className="mid">{text({ zh: '没有登记问题。', en: 'None.' })}</p>}
      <ul className="check-findings">
        {findings.map((finding) => (
          <FindingShown key={finding.id} {...props} finding={finding} />
        ))}
      </ul>
      {mayFind && (
        <p className="row-of-actions">
          <ActionButton
            transition={inspectionTransitions.find}
            facts={facts}
            states={inspectionStates}
            asks
            onClick={() => onAsk({ action: 'find', party })}
          />
        </p>
      )}
      {reply !== null && (
        <>
          <h3 className="check-heading">{text({ zh: '被检查处回复', en: 'Reply of the division' })}</h3>
          <p className="check-words" lang="zh">
            {reply}
          </p>
          <FileLinks files={files} to={(fileId) => addressOf(downloadInspectionFile, { id: inspection.id, fileId })} />
          <p className="sub">{`${repliedBy?.name} ${repliedAt ? format.instant(repliedAt) : ''}`}</p>
        </>
      )}
    </Panel>
  )
}

type Edits = Readonly<Record<string, { readonly judgement?: PointJudgement; readonly remark: string }>>

function Judging({ inspection: { id, points, parties }, party, version }: Props) {
  const isFirst = parties[0]?.id === party.id
  const text = useText()
  const options = useNamed()(pointJudgements)
  const [edits, setEdits] = useState<Edits>(() =>
    Object.fromEntries(party.judgements.map(({ pointId, ...rest }) => [pointId, rest])),
  )
  const act = useAct(judgePoints, { id })
  const saving = useAutosave(async (now: Edits) => {
    const judgements = Object.entries(now).flatMap(([pointId, { judgement, remark }]) =>
      judgement ? [{ pointId, judgement, remark }] : [],
    )
    if (judgements.length === 0) return
    const reply = await act.mutateAsync({ version: version.current, partyId: party.id, judgements })
    version.current = reply.version
  })
  const edit = (pointId: string, change: Partial<Edits[string]>): void => {
    const now = { ...edits, [pointId]: { remark: '', ...edits[pointId], ...change } }
    setEdits(now)
    saving.change(now)
  }
  return (
    <>
      <ol className="check-points">
        {points.map(({ id: pointId, words }, at) => (
          <li key={pointId}>
            <span className="check-point" lang="zh">{`${at + 1}. ${words}`}</span>
            <Radio.Group
              aria-label={words}
              optionType="button"
              options={
                isFirst && at === 0 ? options.map((one, n) => (n === 0 ? { ...one, id: 'act-judge' } : one)) : options
              }
              value={edits[pointId]?.judgement}
              onChange={({ target }) => edit(pointId, { judgement: target.value as PointJudgement })}
            />
            <Input
              aria-label={text({ zh: `备注：${words}`, en: `Remark: ${words}` })}
              placeholder={text({ zh: '备注', en: 'Remark' })}
              lang="zh"
              maxLength={500}
              value={edits[pointId]?.remark ?? ''}
              onChange={({ target }) => edit(pointId, { remark: target.value })}
              onBlur={saving.flush}
            />
          </li>
        ))}
      </ol>
      <Autosave status={saving.status} />
    </>
  )
}

function Judged({ inspection: { points, state }, party }: Props) {
  const text = useText()
  const judgements = new Map(party.judgements.map((one) => [one.pointId, one]))
  if (judgements.size === 0 && state !== 'underway') return null
  return (
    <ol className="check-points">
      {points.map(({ id, words }, at) => {
        const judged = judgements.get(id)
        return (
          <li key={id}>
            <span className="check-point" lang="zh">{`${at + 1}. ${words}`}</span>
            <span>{text(judged ? pointJudgements[judged.judgement] : { zh: '未判定', en: 'not judged' })}</span>
            <span className="sub" lang="zh">
              {judged?.remark}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function FindingShown({ inspection, facts, party, finding, onAsk }: Props & { readonly finding: Finding }) {
  const text = useText()
  const context = useContextOfRules()
  const may = (action: 'settle' | 'drop') => refusalOf(inspectionTransitions[action], facts, context) === undefined
  const { item, words, outcome, reason, settledBy, files } = finding
  return (
    <li>
      <p className="check-words" lang="zh">
        {words}
      </p>
      {item && <Link to={`/items/${item.id}`}>{`${item.code} ${item.title}`}</Link>}
      <FileLinks files={files} to={(fileId) => addressOf(downloadInspectionFile, { id: inspection.id, fileId })} />
      {outcome && (
        <p className="check-words">
          <b>{text(outcomes[outcome])}</b>
          <span lang="zh">{` ${reason}`}</span> <span className="sub">{settledBy?.name}</span>{' '}
          <OrderLink outcome={outcome} source="inspection" sourceId={inspection.id} />
        </p>
      )}
      <div className="row-of-actions">
        {outcome === null && may('settle') && (
          <ActionButton
            id={`act-settle-${finding.id}`}
            transition={inspectionTransitions.settle}
            facts={facts}
            states={inspectionStates}
            asks
            onClick={() => onAsk({ action: 'settle', party, finding })}
          />
        )}
        {may('drop') && (
          <ActionButton
            transition={inspectionTransitions.drop}
            facts={facts}
            states={inspectionStates}
            kind="plain"
            asks
            onClick={() => onAsk({ action: 'drop', party, finding })}
          />
        )}
      </div>
    </li>
  )
}
