import { Form, Input, Radio } from 'antd'
import type { ReactNode } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { refusalOfRules } from '#domain/kernel/lifecycle.ts'
import { inBoth, type Text } from '#domain/kernel/text.ts'
import { urgedWords } from '#domain/kernel/urge.ts'
import {
  type Amendment,
  type AmendmentOpinion,
  answerAmendment,
  receiveAmendment,
  urgeAmendment,
} from '#domain/plan/amendment.api.ts'
import {
  type AmendmentAnswer,
  amendmentAnswers,
  answerBasis,
  answerFault,
  answerRules,
  notAnswered,
  receiveBasis,
  receiveRules,
  replaceLabel,
  sentenceOfAnswers,
  urgedAbout,
} from '#domain/plan/amendmentOpinion.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { Facts } from '#web/kernel/Facts.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useContextOfRules, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { UrgeButton } from '#web/kernel/UrgeButton.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'
import { ChangeTable } from './ChangeTable.tsx'

type Props = { readonly amendment: Amendment }

/** What the divisions beside the change say of it; hidden where none was asked. */
export function AmendmentOpinions({ amendment }: Props) {
  const text = useText()
  const context = useContextOfRules()
  const dialog = useDialog()
  const { opinions, state } = amendment
  if (opinions.length === 0) return null
  const own = opinions.find(({ division }) => division.id === context.actor.divisionId)
  const facts = { state, isAsked: own !== undefined }
  const isAnswered = (own?.answer ?? null) !== null
  const mayAnswer = refusalOfRules(answerRules, answerBasis, facts, context) === undefined
  return (
    <Panel
      id="opinions"
      title={{ zh: '协调处、配合处意见', en: 'Divisions beside it' }}
      note={text(sentenceOfAnswers(opinions.map(({ answer }) => answer)))}
      more={
        mayAnswer && (
          <ActionButton
            id="act-answer"
            endpoint={answerAmendment}
            {...(isAnswered ? { label: replaceLabel } : {})}
            kind={isAnswered ? 'normal' : 'primary'}
            asks
            onClick={dialog.open}
          />
        )
      }
    >
      <OpinionFacts opinions={opinions} urge={(opinion) => <Urge amendment={amendment} {...opinion} />} />
      <AnswerDialog
        key={own?.answeredAt ?? ''}
        amendment={amendment}
        own={own}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
      />
    </Panel>
  )
}

type OpinionProps = Pick<Amendment, 'opinions'> & { readonly urge?: (opinion: AmendmentOpinion) => ReactNode }

/** Which division said what, and which has not answered. */
export function OpinionFacts({ opinions, urge }: OpinionProps) {
  return (
    <Facts
      facts={opinions.map((one) => ({
        name: one.division.name,
        value: (
          <>
            <Said opinion={one} />
            {one.answer === null && urge?.(one)}
          </>
        ),
      }))}
    />
  )
}

type UrgeProps = Props & Pick<AmendmentOpinion, 'division' | 'urges' | 'urgedAt'>

/** How often a division that is awaited was urged; the performance office urges it from here. */
function Urge({ amendment: { id, state }, division, urges, urgedAt }: UrgeProps) {
  const text = useText()
  const toast = useToast()
  const { actor } = useSession()
  const act = useAct(urgeAmendment, { id }, { onDone: () => toast({ zh: '已催办', en: 'Urged' }) })
  const mayUrge = urgedAbout(state) !== undefined && isOneOf(actor.post, performanceOffice)
  return (
    <>
      {urges > 0 && <span className="sub"> {urgedWords(urges).map(text)}</span>}{' '}
      {mayUrge && (
        <UrgeButton name={division.name} urgedAt={urgedAt} onClick={() => act.mutate({ divisionId: division.id })} />
      )}
      {act.error && <ErrorState error={act.error} />}
    </>
  )
}

function Said({ opinion: { answer, words, answeredBy, answeredAt } }: { opinion: AmendmentOpinion }) {
  const text = useText()
  const format = useFormat()
  if (answer === null) return text(notAnswered)
  return (
    <>
      {text(amendmentAnswers[answer])}
      {words && text({ zh: `：${words}`, en: `: ${words}` })}
      <br />
      <span className="sub">
        {answeredBy}
        {answeredAt && text({ zh: `，${format.instant(answeredAt)}`, en: `, ${format.instant(answeredAt)}` })}
      </span>
    </>
  )
}

type Given = { answer?: AmendmentAnswer; words?: string }
type Answered = { answer: AmendmentAnswer; words?: string }

type AnswerProps = Props & { own: AmendmentOpinion | undefined; isOpen: boolean; onClose: () => void }

/** A first answer, or another one instead of it. */
function AnswerDialog({ amendment, own, isOpen, onClose }: AnswerProps) {
  const text = useText()
  const { id, digest, title, changes } = amendment
  const { shape } = answerAmendment.body
  const replaces = own?.answer ? { answer: own.answer, words: own.words } : null
  return (
    <FormDialog<typeof answerAmendment, Answered>
      endpoint={answerAmendment}
      address={{ id }}
      title={{ zh: `答复变更：${title}`, en: `Answer: ${title}` }}
      isOpen={isOpen}
      onClose={onClose}
      initial={replaces ?? {}}
      bodyOf={({ answer, words = '' }) => ({ digest, answer, words, replaces })}
      done={{ zh: '已答复', en: 'Answered' }}
    >
      <ChangeTable changes={changes} />
      <p className="sub dialog-section">
        {text({
          zh: '答复供办领导审核时参考，审核同意前可以更改，前后答复均留记录；未答复不影响办理。',
          en: 'The leader sees your answer before deciding. Until then it can be replaced, and both stay on record; without one the change goes on.',
        })}
      </p>
      <FormItem name="answer" label={{ zh: '本处意见', en: 'Your division' }} schema={shape.answer}>
        <Radio.Group
          options={(Object.keys(amendmentAnswers) as AmendmentAnswer[]).map((one) => ({
            value: one,
            label: text(amendmentAnswers[one]),
          }))}
        />
      </FormItem>
      <Form.Item noStyle dependencies={['answer']}>
        {({ getFieldValue }) => <Words answer={(getFieldValue('answer') as Given['answer']) ?? 'agreed'} />}
      </Form.Item>
    </FormDialog>
  )
}

/** Whoever has remarks says which. */
function Words({ answer }: { readonly answer: AmendmentAnswer }) {
  const { shape } = answerAmendment.body
  const schema = shape.words.superRefine((words, check) => {
    const fault = answerFault(answer, words)
    if (fault) check.addIssue({ code: 'custom', message: inBoth(fault) })
  })
  const label: Text =
    answer === 'objected' ? { zh: '意见', en: 'Remarks' } : { zh: '说明（可不填）', en: 'Note (optional)' }
  return (
    <FormItem name="words" label={label} schema={answer === 'objected' ? schema : schema.optional()}>
      <Input.TextArea rows={3} lang="zh" />
    </FormItem>
  )
}

/** Which divisions were told that the change is in force; hidden where none was. */
export function AmendmentReceipts({ amendment }: Props) {
  const { id, receipts } = amendment
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const context = useContextOfRules()
  const act = useAct(receiveAmendment, { id }, { onDone: () => toast({ zh: '已签收', en: 'Acknowledged' }) })
  if (receipts.length === 0) return null
  const own = receipts.find(({ division }) => division.id === context.actor.divisionId)
  const facts = { isTold: own !== undefined, isReceived: (own?.receivedAt ?? null) !== null }
  const mayReceive = refusalOfRules(receiveRules, receiveBasis, facts, context) === undefined
  const received = receipts.filter(({ receivedAt }) => receivedAt !== null).length
  return (
    <Panel
      id="receipts"
      title={{ zh: '告知有关处', en: 'Divisions told' }}
      note={text({
        zh: `${received}/${receipts.length}处已签收`,
        en: `${received} of ${receipts.length} have acknowledged it`,
      })}
      more={
        mayReceive && (
          <ActionButton
            id="act-receive"
            endpoint={receiveAmendment}
            kind="primary"
            loading={act.isPending}
            onClick={() => act.mutate({})}
          />
        )
      }
    >
      <Facts
        facts={receipts.map(({ receivedBy, receivedAt, ...receipt }) => ({
          name: receipt.division.name,
          value: receivedAt ? (
            text({
              zh: `${receivedBy}，${format.instant(receivedAt)}`,
              en: `${receivedBy}, ${format.instant(receivedAt)}`,
            })
          ) : (
            <>
              {text({ zh: '未签收', en: 'not yet' })}
              <Urge amendment={amendment} {...receipt} />
            </>
          ),
        }))}
      />
      {act.error && <ErrorState error={act.error} />}
    </Panel>
  )
}
