import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { accept, type DutyToJudge, readAcceptance, returnDuty } from '#domain/collection/dutyActs.api.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Stack } from '#web/kernel/Columns.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { EmptyState, ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { JudgedTable } from './JudgedTable.tsx'
import './entry.css'

/** Signed figures that wait for this post: accepted or returned one by one, none unseen (Art. 26). */
export function AcceptancePage() {
  const [search] = useSearchParams()
  const period = search.get('period') ?? undefined
  const waiting = useRead(readAcceptance, period === undefined ? {} : { period })
  return (
    <Loaded isPage of={waiting}>
      {({ rows }) => <Waiting rows={rows} period={period} />}
    </Loaded>
  )
}

function Waiting({ rows, period }: { rows: readonly DutyToJudge[]; period: string | undefined }) {
  const text = useText()
  const [returned, setReturned] = useState<DutyToJudge>()
  const [commented, setCommented] = useState<DutyToJudge>()
  const name = period === undefined ? { zh: '', en: '' } : periodText(period)
  const [first] = rows
  return (
    <Stack>
      <PageHead
        title={{ zh: `接收${name.zh}指标数据`, en: `Accept indicator data${name.en && ` of ${name.en}`}` }}
        crumbs={[{ label: { zh: '指标数据', en: 'Indicator data' }, to: '/duties' }]}
        sentence={text(sentenceOf(rows))}
      />
      {rows.length === 0 ? (
        <EmptyState
          why={{ zh: '没有待接收的数据。', en: 'Nothing waits for acceptance.' }}
          next={{ zh: '责任处处长签字后列在这里。', en: 'What heads of divisions sign appears here.' }}
        />
      ) : (
        <Panel title={{ zh: '待接收', en: 'To be accepted' }} flush>
          <JudgedTable
            rows={rows}
            actions={(duty) => (
              <Decide
                key={duty.version}
                duty={duty}
                isFirst={duty.id === first?.id}
                onReturn={() => setReturned(duty)}
                onComment={() => setCommented(duty)}
              />
            )}
          />
        </Panel>
      )}
      {returned && <Return duty={returned} onClose={() => setReturned(undefined)} />}
      {commented && <Comment duty={commented} onClose={() => setCommented(undefined)} />}
    </Stack>
  )
}

function sentenceOf(rows: readonly DutyToJudge[]): Text {
  const divisions = new Set(rows.map(({ responsibleDivisionId }) => responsibleDivisionId)).size
  return rows.length === 0
    ? { zh: '已签字的数据都已办理。', en: 'All signed data are dealt with.' }
    : {
        zh: `${divisions}个处的${rows.length}项数据已签字，待接收或退回。`,
        en: `Signed and waiting to be accepted or returned: ${rows.length} (divisions: ${divisions}).`,
      }
}

type DecideProps = {
  readonly duty: DutyToJudge
  readonly isFirst: boolean
  readonly onReturn: () => void
  readonly onComment: () => void
}

function Decide({ duty, isFirst, onReturn, onComment }: DecideProps) {
  const text = useText()
  const toast = useToast()
  const act = useAct(accept, { id: duty.id }, { onDone: () => toast({ zh: '已接收', en: 'Accepted' }) })
  const facts = factsOf(duty)
  return (
    <>
      <span className="row-of-actions">
        <ActionButton
          {...(isFirst ? { id: 'act-accept' } : {})}
          transition={transitions.accept}
          facts={facts}
          states={stages}
          kind="primary"
          reason="below"
          loading={act.isPending}
          onClick={() => act.mutate({ version: duty.version, comment: '' })}
        />
        <ActionButton
          transition={transitions.return}
          facts={facts}
          states={stages}
          reason="elsewhere"
          asks
          onClick={onReturn}
        />
        <ButtonFace kind="plain" onClick={onComment}>
          {text({ zh: '附意见接收…', en: 'Accept with a comment…' })}
          <span className="hidden-words">{duty.indicator.name}</span>
        </ButtonFace>
      </span>
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function Return({ duty, onClose }: { duty: DutyToJudge; onClose: () => void }) {
  const toast = useToast()
  const act = useAct(
    returnDuty,
    { id: duty.id },
    {
      onDone: () => {
        toast({ zh: '已退回', en: 'Returned' })
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={same(duty.indicator.name)}
      isOpen
      onClose={onClose}
      label={transitions.return.label}
      basis={transitions.return.basis}
      ask={{ zh: '退回理由', en: 'Why it is returned' }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: duty.version, reason })}
    />
  )
}

/** Accepts with words on the value that stay in its history. */
function Comment({ duty, onClose }: { duty: DutyToJudge; onClose: () => void }) {
  const toast = useToast()
  const onDone = () => {
    toast({ zh: '已接收', en: 'Accepted' })
    onClose()
  }
  const act = useAct(accept, { id: duty.id }, { onDone })
  return (
    <ReasonDialog
      title={same(duty.indicator.name)}
      isOpen
      onClose={onClose}
      label={transitions.accept.label}
      basis={transitions.accept.basis}
      ask={{ zh: '接收意见', en: 'Comment' }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(comment) => act.mutate({ version: duty.version, comment })}
    />
  )
}
