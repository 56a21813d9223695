import { useState } from 'react'
import { useParams } from 'react-router'
import { refusalOf } from '#domain/kernel/lifecycle.ts'
import { inForce } from '#domain/kernel/settings.ts'
import {
  applyHandover,
  type Handover,
  readHandover,
  readHandoverHistory,
  withdrawHandover,
} from '#domain/organization/handover.api.ts'
import { type HandoverFacts, handoverStates, handoverTransitions } from '#domain/organization/handover.ts'
import { postName } from '#domain/session/postName.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Columns } from '#web/kernel/Columns.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { formatDigest, useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ErrorState, Skeleton } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { ActsPanel } from './ActsPanel.tsx'
import { HandoverLines } from './HandoverLines.tsx'
import { HandoverSign } from './HandoverSign.tsx'
import { ReasonedAct } from './ReasonedAct.tsx'

export const factsOf = ({ state, leavesOn, facts }: Handover): HandoverFacts => ({ ...facts, state, leavesOn })

/** One sheet: what hangs on the person, who takes it, both signatures, and the act. It prints as it stands. */
export function HandoverPage() {
  const { id = '' } = useParams()
  const sheet = useRead(readHandover, { id })
  const history = useRead(readHandoverHistory, { id })
  if (sheet.error) return <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} />
  if (!sheet.data) return <Skeleton rows={8} />
  return (
    <>
      <Head sheet={sheet.data} />
      <Columns
        main={<Lines sheet={sheet.data} />}
        side={
          <>
            <About sheet={sheet.data} />
            <Signatures sheet={sheet.data} />
            {history.data && <ActsPanel entries={history.data.rows} />}
          </>
        }
      />
    </>
  )
}

function Lines({ sheet }: { sheet: Handover }) {
  const context = useContextOfRules()
  const mayEdit = refusalOf(handoverTransitions.edit, factsOf(sheet), context) === undefined
  const [isDirty, setIsDirty] = useState(false)
  const shown = useAsOpened(sheet.version, isDirty)
  return <HandoverLines key={shown} {...{ sheet, mayEdit }} onDirty={setIsDirty} />
}

function Head({ sheet }: { sheet: Handover }) {
  const text = useText()
  const facts = factsOf(sheet)
  const waiting = facts.open.length
  return (
    <PageHead
      title={{ zh: `${sheet.person.name}工作交接表`, en: `Handover of ${sheet.person.name}` }}
      crumbs={[{ label: { zh: '工作交接', en: 'Handovers' }, to: '/handovers' }]}
      chips={<span className="stage">{text(handoverStates[sheet.state])}</span>}
      sentence={text({
        zh: `共${sheet.rows.length}项${waiting > 0 ? `，${waiting}项没有承接人` : ''}。`,
        en: `${sheet.rows.length} rows${waiting > 0 ? `, ${waiting} without a successor` : ''}.`,
      })}
      actions={<Acts sheet={sheet} facts={facts} />}
    />
  )
}

function Acts({ sheet, facts }: { sheet: Handover; facts: HandoverFacts }) {
  const { id, version, state, person } = sheet
  const toast = useToast()
  const apply = useAct(applyHandover, { id }, { onDone: () => toast({ zh: '已交接', en: 'Handed over' }) })
  if (state === 'applied' || state === 'withdrawn') return null
  return (
    <>
      {state === 'drafted' && <HandoverSign sheet={sheet} facts={facts} side="handOver" />}
      {state === 'handedOver' && <HandoverSign sheet={sheet} facts={facts} side="receive" />}
      {state === 'signed' && (
        <ActionButton
          id="act-apply"
          kind="primary"
          transition={handoverTransitions.apply}
          facts={facts}
          states={handoverStates}
          loading={apply.isPending}
          onClick={() => apply.mutate({ version })}
        />
      )}
      <ReasonedAct
        endpoint={withdrawHandover}
        address={{ id }}
        transition={handoverTransitions.withdraw}
        facts={facts}
        title={{ zh: `撤回${person.name}的交接表`, en: `Withdraw the handover of ${person.name}` }}
        bodyOf={(reason) => ({ version, reason })}
        done={{ zh: '已撤回', en: 'Withdrawn' }}
        reason="elsewhere"
      />
      {apply.error && <ErrorState error={apply.error} />}
    </>
  )
}

function About({ sheet }: { sheet: Handover }) {
  const format = useFormat()
  return (
    <Panel title={{ zh: '基本情况', en: 'About' }}>
      <Facts
        facts={[
          { name: { zh: '移交人', en: 'Who leaves' }, value: sheet.person.name },
          { name: { zh: '离岗日', en: 'Leaves on' }, value: format.longDay(sheet.leavesOn) },
          { name: { zh: '事由', en: 'Reason' }, value: sheet.reason },
          { name: { zh: '拟定人', en: 'Drawn up by' }, value: sheet.madeBy },
        ]}
      />
    </Panel>
  )
}

const sides = {
  leaver: { zh: '移交人', en: 'Who leaves' },
  receiver: { zh: '接收人', en: 'Who receives' },
} as const

function Signatures({ sheet }: { sheet: Handover }) {
  const text = useText()
  const format = useFormat()
  const { pack, today } = useSession()
  const statement = inForce(pack.statements.handover ?? [], today)
  return (
    <Panel title={{ zh: '签字', en: 'Signatures' }}>
      {statement && <p className="mid">{text(statement.text)}</p>}
      {sheet.signatures.length === 0 && <p>{text({ zh: '尚未签字。', en: 'Not signed yet.' })}</p>}
      <ul>
        {sheet.signatures.map(({ side, personName, post, signedAt, digest, isInForce, statementNumber }) => (
          <li key={`${side} ${signedAt} ${digest}`} className={isInForce ? undefined : 'sub'}>
            <b>
              {text(sides[side])}　{personName}
            </b>
            <div className="sub">
              {text(postName({ kind: post, divisionName: null }))}　
              {text({
                zh: `${format.instant(signedAt)}签字，声明第${statementNumber}版`,
                en: `signed ${format.instant(signedAt)}, statement version ${statementNumber}`,
              })}
            </div>
            <div className="sub">
              {text({ zh: '内容摘要', en: 'Digest ' })}
              <span className="digest">{formatDigest(digest)}</span>
            </div>
            {!isInForce && text({ zh: '签字已失效：交接表已修改', en: 'No longer valid: the sheet was changed' })}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
