import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { periodText } from '#domain/calendar/periods.ts'
import { dayText } from '#domain/calendar/workingDays.ts'
import {
  type DueExceptionInFull,
  downloadConsent,
  grantDueException,
  readDueException,
  readDueExceptionHistory,
  refuseDueException,
  takeBackDueException,
} from '#domain/collection/dueException.api.ts'
import { type ExceptionFacts, endsOn, exceptionStates, exceptionTransitions } from '#domain/collection/dueException.ts'
import { same, type Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Columns, Stack } from '#web/kernel/Columns.tsx'
import { type Fact, Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { HistoryPanel } from '#web/kernel/HistoryPanel.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { RefusalOf } from '#web/kernel/RefusalOf.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

/** A later due day: what is asked for, for which data, and who decides. */
export function DueExceptionPage() {
  const { id = '' } = useParams()
  const found = useRead(readDueException, { id })
  return (
    <Loaded isPage of={found}>
      {(one) => <Shown key={one.id} exception={one} />}
    </Loaded>
  )
}

const factsOf = (exception: DueExceptionInFull): ExceptionFacts => ({
  ...exception,
  responsibleDivisionId: exception.responsibleDivision.id,
  askedDivisionId: exception.askedDivision.id,
  askedBy: exception.asked.by.id,
  consentOn: exception.consent?.on ?? null,
})

type Act = keyof typeof exceptionTransitions
const actions = ['takeBack', 'refuse', 'grant'] as const satisfies readonly Act[]

function Shown({ exception }: { exception: DueExceptionInFull }) {
  const text = useText()
  const [isRefusing, setIsRefusing] = useState(false)
  const { act, isPending, error } = useActs(exception)
  const history = useRead(readDueExceptionHistory, { id: exception.id })
  const period = periodText(exception.period)
  const { zh, en } = exception.responsibleDivision.name
  const of = exception.duty ? { zh: exception.duty.indicator, en: exception.duty.indicator } : { zh, en }
  const isAsked = exception.state === 'asked'
  return (
    <>
      <PageHead
        title={{ zh: `期限延长：${of.zh}，${period.zh}`, en: `Later due day: ${of.en}, ${period.en}` }}
        crumbs={[{ label: { zh: '期限延长', en: 'Later due days' }, to: `/due-exceptions?year=${exception.year}` }]}
        sentence={text(sentenceOf(exception, useSession().today))}
        actions={
          isAsked &&
          actions.map((action) => (
            <ActionButton
              key={action}
              id={`act-${action}`}
              transition={exceptionTransitions[action]}
              facts={factsOf(exception)}
              states={exceptionStates}
              reason="elsewhere"
              asks={action === 'refuse'}
              kind={action === 'grant' ? 'primary' : 'normal'}
              loading={isPending}
              onClick={() => (action === 'refuse' ? setIsRefusing(true) : act(action))}
            />
          ))
        }
        {...(isAsked
          ? {
              reasons: (
                <RefusalOf
                  transition={exceptionTransitions.grant}
                  facts={factsOf(exception)}
                  states={exceptionStates}
                />
              ),
            }
          : {})}
      />
      {error && <ErrorState error={error} />}
      <Columns
        main={
          <Stack>
            <Asked exception={exception} />
            {exception.moved.length > 0 && <Moved exception={exception} />}
          </Stack>
        }
        side={history.data && <HistoryPanel entries={history.data.rows} nameOf={actionName} />}
      />
      {isRefusing && <RefuseDialog exception={exception} onClose={() => setIsRefusing(false)} />}
    </>
  )
}

function useActs({ id, version }: DueExceptionInFull) {
  const toast = useToast()
  const granting = useAct(grantDueException, { id }, { onDone: () => toast({ zh: '已同意延期', en: 'Granted' }) })
  const takingBack = useAct(takeBackDueException, { id }, { onDone: () => toast({ zh: '已撤回', en: 'Taken back' }) })
  return {
    act: (action: Exclude<Act, 'refuse'>) => (action === 'grant' ? granting : takingBack).mutate({ version }),
    isPending: granting.isPending || takingBack.isPending,
    error: granting.error ?? takingBack.error,
  }
}

function sentenceOf(exception: DueExceptionInFull, today: string): Text {
  const state = exceptionStates[exception.state]
  const { asked, askedDivision } = exception
  const [askedOn, until] = [dayText(asked.on), dayText(endsOn(exception))]
  const request = {
    zh: `${askedDivision.name.zh}${askedOn.zh}申请延至${until.zh}`,
    en: `${askedDivision.name.en} asked on ${askedOn.en} for a day until ${until.en}`,
  }
  const isOver = exception.state === 'granted' && endsOn(exception) < today
  return isOver
    ? { zh: `${request.zh}，${state.zh}；延长的期限已过。`, en: `${request.en}. ${state.en}; its day is over.` }
    : { zh: `${request.zh}，${state.zh}。`, en: `${request.en}. ${state.en}.` }
}

function Asked({ exception }: { exception: DueExceptionInFull }) {
  const text = useText()
  const format = useFormat()
  const { internalOn, externalOn, consent, asked, decided, duty, covered, responsibleDivision } = exception
  const fact = (zh: string, en: string, value: string | null | undefined): Fact[] =>
    value ? [{ name: { zh, en }, value }] : []
  const day = (on: string | null) => on && format.longDay(on)
  const facts: Fact[] = [
    {
      name: { zh: '数据', en: 'Data' },
      value: duty ? (
        <Link to={`/duties/${duty.id}`}>{duty.indicator}</Link>
      ) : (
        text({
          zh: `${responsibleDivision.name.zh}该期间未签字的全部数据，现有${covered.count}项`,
          en: `All unsigned data of ${responsibleDivision.name.en} in the period: ${covered.count} now`,
        })
      ),
    },
    ...fact('内部期限延至', 'Internal day until', day(internalOn)),
    ...fact('对外期限延至', 'External day until', day(externalOn)),
    ...fact('理由', 'Reason', exception.reason),
    ...fact('申请', 'Asked by', `${text(exception.askedDivision.name)} ${asked.by.name} ${format.longDay(asked.on)}`),
    ...fact('审核', 'Decided by', decided && `${decided.by.name} ${format.longDay(decided.on)}`),
    ...fact('审核意见', 'Note', decided?.note),
  ]
  if (consent)
    facts.push({
      name: { zh: '采集责任单位同意', en: "Collecting unit's consent" },
      value: (
        <>
          {format.longDay(consent.on)} {consent.from}{' '}
          <a href={addressOf(downloadConsent, { id: exception.id })}>{consent.file.name}</a>
        </>
      ),
    })
  return (
    <Panel title={{ zh: '申请', en: 'Request' }}>
      <Facts facts={facts} />
    </Panel>
  )
}

/** Which duties it moved, from which days to which. */
function Moved({ exception: { moved } }: { exception: DueExceptionInFull }) {
  const text = useText()
  const format = useFormat()
  const change = (name: Text, before: string | null, now: string | null) =>
    before === now || now === null
      ? null
      : `${text(name)} ${before === null ? '—' : format.longDay(before)} → ${format.longDay(now)}`
  return (
    <Panel title={{ zh: `已调整期限的数据（${moved.length}项）`, en: `Data with new days (${moved.length})` }} flush>
      <ul className="rows">
        {moved.map((one) => (
          <li key={one.dutyId}>
            <Link to={`/duties/${one.dutyId}`}>{one.indicator}</Link>
            <span className="row-line">
              {[
                change({ zh: '内部', en: 'Internal' }, one.internalBefore, one.internalDueOn),
                change({ zh: '对外', en: 'External' }, one.externalBefore, one.externalDueOn),
              ]
                .filter((words) => words !== null)
                .join(text({ zh: '；', en: '; ' }))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function RefuseDialog({ exception, onClose }: { exception: DueExceptionInFull; onClose: () => void }) {
  const act = useAct(refuseDueException, { id: exception.id }, { onDone: onClose })
  const { label, basis } = exceptionTransitions.refuse
  return (
    <ReasonDialog
      title={{ zh: '不同意延期', en: 'Refuse the later day' }}
      isOpen
      onClose={onClose}
      label={label}
      basis={basis}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: exception.version, reason })}
    />
  )
}

const actionName = (action: string): Text => {
  if (action === 'exception.ask') return { zh: '申请延期', en: 'Asked for a later day' }
  const found = actions.find((one) => action === `exception.${one}`)
  return found ? exceptionTransitions[found].label : same(action)
}
