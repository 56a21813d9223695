import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type Answer, type Consultation, urgeAnswer } from '#domain/plan/consultation.api.ts'
import { answerStates } from '#domain/plan/consultation.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { StageTag } from '#web/kernel/StatusTags.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { UrgeButton, Urges } from '#web/kernel/UrgeButton.tsx'

const stages = { asked: 'open', answered: 'accepted', silent: 'acknowledged', passed: 'acknowledged' } as const

/** Each division that was asked, with what it has said. */
export function ConsultationAnswers({ consultation }: { consultation: Consultation }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const { actor } = useSession()
  const { id, state: stage, answers } = consultation
  const urge = useAct(urgeAnswer, { id }, { onDone: () => toast({ zh: '已催办', en: 'Urged' }) })
  const mayUrge = stage === 'open' && isOneOf(actor.post, performanceOffice)
  const columns: Column<Answer>[] = [
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'name',
      render: ({ division }) => text(division.name),
    },
    {
      key: 'state',
      title: { zh: '反馈', en: 'Answer' },
      onPhone: 'bare',
      render: (answer) => <Said {...answer} />,
    },
    {
      key: 'comments',
      title: { zh: '意见', en: 'Comments' },
      isNumber: true,
      onPhone: 'value',
      render: ({ state, comments }) =>
        state !== 'answered' ? '–' : comments > 0 ? comments : text({ zh: '无意见', en: 'none' }),
    },
    {
      key: 'by',
      title: { zh: '反馈人', en: 'By' },
      render: ({ answeredBy, answeredAt }) =>
        answeredBy && answeredAt ? (
          <span className="nw">
            {answeredBy} <span className="sub">{format.instant(answeredAt)}</span>
          </span>
        ) : (
          '–'
        ),
    },
    {
      key: 'urges',
      title: { zh: '催办', en: 'Urged' },
      isNumber: true,
      render: ({ urges }) => <Urges urges={urges} />,
    },
    ...(mayUrge
      ? [
          {
            key: 'act',
            title: { zh: '操作', en: 'Action' },
            onPhone: 'action' as const,
            render: ({ state, division, urgedAt }: Answer) =>
              state === 'asked' && (
                <UrgeButton
                  name={division.name}
                  urgedAt={urgedAt}
                  onClick={() => urge.mutate({ divisionId: division.id })}
                />
              ),
          },
        ]
      : []),
  ]
  const name = { zh: '各处反馈', en: 'Answers of the divisions' }
  return (
    <Panel title={name} flush>
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ division }) => division.id}
        rows={answers}
        empty={<EmptyState why={{ zh: '没有征求任何处。', en: 'No division was asked.' }} />}
      />
      {urge.error && <ErrorState error={urge.error} />}
    </Panel>
  )
}

function Said({ state, passedTo }: Answer) {
  const label = passedTo ? { zh: `由${passedTo.zh}反馈`, en: `Answered by ${passedTo.en}` } : answerStates[state]
  return <StageTag stage={stages[state]} label={label} />
}
