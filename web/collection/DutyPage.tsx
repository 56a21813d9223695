import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { type Duty, readDuty } from '#domain/collection/duty.api.ts'
import { type Action, entryRules, factsOf, stages, transitions } from '#domain/collection/duty.ts'
import { accept, returnDuty, takeBack } from '#domain/collection/dutyActs.api.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { BigFigure } from './CellPanel.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { CorrectionShown } from './CorrectionShown.tsx'
import { DutyLayout } from './DutyLayout.tsx'
import { FillPage } from './FillPage.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'

/** One indicator in one period: filled in, signed, accepted, corrected here, by whoever may. */
export function DutyPage() {
  const { id = '' } = useParams()
  const duty = useRead(readDuty, { id }, { isFresh: true })
  return (
    <Loaded isPage of={duty}>
      {(one) => <Shown key={one.id} duty={one} />}
    </Loaded>
  )
}

const fillable: readonly Duty['stage'][] = ['upcoming', 'open', 'returned']

function Shown({ duty }: { duty: Duty }) {
  const context = useContextOfRules()
  const mayType = refusalOfRules(entryRules, 'duty.fill', factsOf(duty), context) === undefined
  const client = useQueryClient()
  const [turn, setTurn] = useState(0)
  const reload = async () => {
    await client.invalidateQueries()
    setTurn(turn + 1)
  }
  return fillable.includes(duty.stage) && mayType ? (
    <FillPage key={`${duty.version} ${turn}`} duty={duty} onReload={() => void reload()} />
  ) : (
    <ReadPage duty={duty} />
  )
}

/** What can be done at each stage besides filling in; what happens by itself has no button. */
const actionsAt: Record<Duty['stage'], readonly Action[]> = {
  upcoming: ['offer'],
  open: ['offer'],
  returned: ['offer'],
  offered: ['takeBack', 'sign'],
  submitted: ['correct', 'return', 'accept'],
  accepted: ['correct'],
  reported: ['correct'],
  acknowledged: ['correct'],
  withdrawn: [],
}

type Asking = 'takeBack' | 'return' | 'correct' | 'finalize' | 'register'

function ReadPage({ duty }: { duty: Duty }) {
  const text = useText()
  const [asking, setAsking] = useState<Asking>()
  const { act, isPending, error } = useDirectActs(duty)
  const facts = factsOf(duty)
  const close = () => setAsking(undefined)
  const context = useContextOfRules()
  // whoever receives data on paper registers them; the others are told who fills in
  const registers = refusalOf(transitions.register, facts, context, stages) === undefined
  const extra: readonly Action[] = [
    ...(registers ? (['register'] as const) : []),
    ...(duty.isPreliminary && transitions.finalize.from.includes(duty.stage) ? (['finalize'] as const) : []),
  ]
  // only the responsible division corrects: nobody else is shown that they may not
  const isOwn = context.actor.divisionId === duty.responsibleDivisionId
  const shown: readonly Action[] = [...extra, ...actionsAt[duty.stage].filter((one) => isOwn || one !== 'correct')]
  const press = (action: Action) => {
    if (asksFirst(action)) setAsking(action)
    else act(action)
  }
  return (
    <DutyLayout
      duty={duty}
      actions={shown.map((action) => (
        <ActionButton
          key={action}
          id={`act-${action}`}
          transition={transitions[action]}
          facts={facts}
          states={stages}
          reason="elsewhere"
          asks={asksFirst(action)}
          kind={action === 'accept' ? 'primary' : 'normal'}
          loading={isPending}
          onClick={() => press(action)}
        />
      ))}
      reasons={<Reasons duty={duty} actions={shown} />}
    >
      <Panel title={{ zh: '本期数据', en: 'Data of the period' }}>
        <BigFigure duty={duty} />
        {duty.kind === 'nil' && <p className="big-figure">{text({ zh: '零报告', en: 'Nil return' })}</p>}
        {duty.kind === null && <p className="mid">{text(nothingYet(duty))}</p>}
        <div className="duty-part">
          <CorrectionShown duty={duty} />
          {isRestored(duty) && <p className="mid">{text(correctionDropped(duty))}</p>}
        </div>
        {error && <ErrorState error={error} />}
      </Panel>
      {(asking === 'takeBack' || asking === 'return') && <ReasonedAct duty={duty} asking={asking} onClose={close} />}
      {(asking === 'correct' || asking === 'finalize') && (
        <CorrectDialog duty={duty} isFinal={asking === 'finalize'} onClose={close} />
      )}
      {asking === 'register' && <RegisterDialog duty={duty} onClose={close} />}
    </DutyLayout>
  )
}

const firstAsked = ['takeBack', 'return', 'correct', 'finalize', 'register'] as const satisfies readonly Asking[]
const asksFirst = (action: Action): action is Asking => firstAsked.some((one) => one === action)
const isRestored = ({ stage, returnReason }: Duty): boolean =>
  returnReason !== null && (transitions.takeBack.orBackTo ?? []).includes(stage)
const correctionDropped = ({ returnReason }: Duty): Text => ({
  zh: `更正已撤回，原数据恢复。撤回理由：${returnReason}`,
  en: `A correction was taken back; the earlier figure holds again. Reason: ${returnReason}`,
})
const nothingYet = ({ stage, returnReason }: Duty): Text =>
  stage === 'withdrawn'
    ? { zh: `不再报送。理由：${returnReason}`, en: `No longer owed. Reason: ${returnReason}` }
    : stage === 'upcoming'
      ? { zh: '还没有到填报时间。', en: 'Entry has not opened yet.' }
      : { zh: '责任处还没有提交。', en: 'The responsible division has handed nothing in yet.' }

/** At most one reason: the first action that somebody else has to take explains itself. */
function Reasons({ duty, actions }: { duty: Duty; actions: readonly Action[] }) {
  const [first] = actions.slice(-1)
  return first ? <RefusalOf transition={transitions[first]} facts={factsOf(duty)} states={stages} /> : null
}

/** What needs no further word: accepting, and going to the sheet that is signed. */
function useDirectActs(duty: Duty) {
  const toast = useToast()
  const navigate = useNavigate()
  const accepting = useAct(accept, { id: duty.id }, { onDone: () => toast({ zh: '已接收', en: 'Accepted' }) })
  const act = (action: Action): void => {
    if (action === 'accept') accepting.mutate({ version: duty.version, comment: '' })
    if (action === 'sign') void navigate(`/duties/sign/${duty.period}#act-sign`)
  }
  return { act, isPending: accepting.isPending, error: accepting.error }
}

type ReasonedProps = {
  readonly duty: Duty
  readonly asking: 'takeBack' | 'return'
  readonly onClose: () => void
}

/** Taking back and returning ask for the reason first. */
function ReasonedAct({ duty, asking, onClose }: ReasonedProps) {
  const toast = useToast()
  const done = (words: Text) => () => {
    toast(words)
    onClose()
  }
  const takingBack = useAct(takeBack, { id: duty.id }, { onDone: done({ zh: '已撤回', en: 'Taken back' }) })
  const returning = useAct(returnDuty, { id: duty.id }, { onDone: done({ zh: '已退回', en: 'Returned' }) })
  const isReturn = asking === 'return'
  const act = isReturn ? returning : takingBack
  const { label, basis } = transitions[isReturn ? 'return' : 'takeBack']
  const { zh, en } = shortPeriodText(duty.period)
  return (
    <ReasonDialog
      title={{ zh: `${label.zh}${duty.indicator.name}${zh}数据`, en: `${label.en}: ${duty.indicator.name}, ${en}` }}
      isOpen
      onClose={onClose}
      label={label}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: duty.version, reason })}
    />
  )
}
