import type { Text } from '#domain/kernel/text.ts'
import { type Answer, answerConsultation, type Consultation, takeBackAnswer } from '#domain/plan/consultation.api.ts'
import { type AnswerFacts, answerStates, answerTransitions } from '#domain/plan/consultation.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { useDialog } from '#web/kernel/useDialog.ts'

type Props = { readonly consultation: Consultation; readonly answer: Answer }

/** A division's answer as its transitions ask about it. */
export const factsOfAnswer = ({ consultation: { state }, answer }: Props): AnswerFacts => ({
  state: answer.state,
  divisionId: answer.division.id,
  isOpen: state === 'open',
  disposed: answer.disposed,
})

/** The division's own answer: given by its head, for all comments at once or for none. */
export function AnswerPanel({ consultation, answer }: Props) {
  const text = useText()
  const toast = useToast()
  const format = useFormat()
  const dialog = useDialog()
  const done = (words: Text) => () => {
    dialog.close()
    toast(words)
  }
  const params = { id: consultation.id }
  const give = useAct(answerConsultation, params, { onDone: done({ zh: '已反馈', en: 'Answered' }) })
  const takeBack = useAct(takeBackAnswer, params, { onDone: done({ zh: '已撤回', en: 'Taken back' }) })
  const { state, answeredBy, answeredAt, urges, urgedAt, version } = answer
  const read = useAsOpened(answer, dialog.isOpen)
  const label =
    read.comments > 0
      ? { zh: `反馈${read.comments}条意见`, en: `Answer with ${read.comments} comments` }
      : { zh: '反馈“无意见”', en: 'Answer: no comment' }
  const asked = { facts: factsOfAnswer({ consultation, answer }), states: answerStates, reason: 'below' } as const
  return (
    <Panel title={{ zh: '本处反馈', en: "Your division's answer" }}>
      <p className="mid">
        {state === 'answered' && answeredBy && answeredAt
          ? text({
              zh: `${answeredBy}，${format.instant(answeredAt)}反馈。`,
              en: `Answered by ${answeredBy}, ${format.instant(answeredAt)}.`,
            })
          : text(answerStates[state])}
        {state === 'asked' && urgedAt && (
          <>
            <br />
            {text({
              zh: `办绩效办已催办${urges}次，最近一次${format.instant(urgedAt)}。`,
              en: `Urged by the performance office: ${urges}, last on ${format.instant(urgedAt)}.`,
            })}
          </>
        )}
      </p>
      {state === 'asked' && (
        <p className="row-of-actions">
          <ActionButton
            id="act-answer"
            kind="primary"
            transition={answerTransitions.answer}
            {...asked}
            label={label}
            asks
            onClick={dialog.open}
          />
        </p>
      )}
      {state === 'answered' && consultation.state === 'open' && (
        <p className="row-of-actions">
          <ActionButton
            transition={answerTransitions.takeBack}
            {...asked}
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate({ version })}
          />
        </p>
      )}
      {takeBack.error && <ErrorState error={takeBack.error} />}
      <ConfirmDialog
        title={{ zh: `对${consultation.title}的反馈`, en: `Answer on ${consultation.title}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        label={label}
        basis={answerTransitions.answer.basis}
        loading={give.isPending}
        error={give.error}
        onConfirm={() => give.mutate({ version: read.version })}
      >
        <p>
          {text({
            zh: '反馈后由办绩效办逐条处理，处理结果和理由在这里告知本处；处理以前可以撤回。',
            en: 'The performance office then deals with each comment; what became of it, and why, is told here. Until then it can be taken back.',
          })}
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
