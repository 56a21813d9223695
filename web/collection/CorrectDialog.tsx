import { Radio } from 'antd'
import { useId, useState } from 'react'
import type { Duty } from '#domain/collection/duty.api.ts'
import { transitions } from '#domain/collection/duty.ts'
import { correct, finalize } from '#domain/collection/dutyActs.api.ts'
import { checkEntry, type Entry, faultOf, noteGoesOut } from '#domain/collection/dutyCheck.ts'
import { findingsOf, formFaultOf } from '#domain/collection/formEntry.ts'
import { reason as reasonSchema } from '#domain/kernel/endpoint.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { LimitedInput } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'
import { EvidenceField } from './EvidenceField.tsx'
import { type Further, FurtherFields } from './FurtherFields.tsx'
import { type Attached, comparedOf, plainTyped, readTyped } from './useEntry.ts'

type Props = { readonly duty: Duty; readonly isFinal?: boolean; readonly onClose: () => void }

/**
 * A new version after signing: a correction with its reason, or the final figure after a preliminary one. The signature
 * over the old one lapses; sent data need a correction report.
 */
export function CorrectDialog({ duty: now, isFinal = false, onClose }: Props) {
  const duty = useAsOpened(now)
  const text = useText()
  const toast = useToast()
  const citationOf = useCitation()
  const form = useCorrection(duty, isFinal)
  const done = (words: Text) => ({
    onDone: () => {
      toast(words)
      onClose()
    },
  })
  const correcting = useAct(
    correct,
    { id: duty.id },
    done({ zh: '已更正，待重新签字', en: 'Corrected; to be signed again' }),
  )
  const finalizing = useAct(
    finalize,
    { id: duty.id },
    done({ zh: '已报正式数，待签字', en: 'Final figure given; to be signed' }),
  )
  const act = isFinal ? finalizing : correcting
  const submit = (): void => {
    form.ask()
    if (form.valueFault || form.reasonFault) return
    const body = { version: duty.version, ...form.entry, content: form.further.content }
    if (isFinal) finalizing.mutate(body)
    else correcting.mutate({ ...body, reason: form.reason.trim() })
  }
  const { label, basis } = transitions[isFinal ? 'finalize' : 'correct']
  return (
    <Dialog
      title={{ zh: `${label.zh}：${duty.indicator.name}`, en: `${label.en}: ${duty.indicator.name}` }}
      isOpen
      onClose={closing(act.error, onClose)}
      footer={
        <>
          <ButtonFace kind="normal" onClick={closing(act.error, onClose)}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" loading={act.isPending} article={text(citationOf(basis))} onClick={submit}>
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">{text(consequence(duty))}</p>
      <CorrectionFields duty={duty} form={form} isFinal={isFinal} />
      {act.error && <ErrorState error={act.error} />}
    </Dialog>
  )
}

const consequence = ({ reports }: Duty): Text =>
  reports.some(({ sentOn }) => sentOn !== null)
    ? {
        zh: '原签字即行失效，须重新签字、接收；已送出的数据须发更正件。',
        en: 'The signature lapses; the figure is signed and accepted again, and a correction report follows what was sent.',
      }
    : {
        zh: '原签字即行失效，须重新签字、接收。',
        en: 'The signature lapses; the figure has to be signed and accepted again.',
      }

/** The entry as it stands, to be changed; the check of a first entry holds for a correction too. */
function useCorrection(duty: Duty, isFinal: boolean) {
  const { settings } = useSession()
  const current = duty.submissions.find(({ id }) => id === duty.submissionId)
  const [kind, setKind] = useState<Entry['kind']>(current?.kind ?? 'value')
  const [typed, setTyped] = useState(current?.value ?? '')
  const [note, setNote] = useState(current?.note ?? '')
  const [evidence, setEvidence] = useState<Attached | null>(current?.evidence ?? null)
  const [reason, setReason] = useState('')
  const [further, setFurther] = useState<Further>({ content: duty.content, files: duty.files })
  const [isAsked, setIsAsked] = useState(false)
  const entry: Entry = { kind, value: kind === 'nil' ? null : typed, note, evidenceFileId: evidence?.id ?? null }
  const measured = { ...duty.indicator, evidenceNeeded: duty.evidenceNeeded }
  const check = checkEntry({ ...entry, note: note || reason }, measured, comparedOf(duty), settings)
  const issue = isFinal ? undefined : reasonSchema.safeParse(reason).error?.issues[0]
  const filled = { value: entry.value, note: note || reason, content: further.content }
  const isNil = kind === 'nil'
  const formFault = isNil ? undefined : formFaultOf(duty.indicator, duty.form, filled, duty.compared)
  return {
    ...{ kind, setKind, typed, setTyped, note, setNote, evidence, setEvidence, reason, setReason, entry, isAsked },
    ...{ further, setFurther },
    findings: duty.form && !isNil ? findingsOf(duty.indicator, duty.form, filled, duty.compared) : [],
    ask: () => setIsAsked(true),
    valueFault: faultOf(check)?.message ?? formFault?.message,
    reasonFault: issue && sentenceOfIssue(issue),
  }
}

type FieldsProps = { readonly duty: Duty; readonly form: ReturnType<typeof useCorrection>; readonly isFinal: boolean }

function CorrectionFields({ duty, form, isFinal }: FieldsProps) {
  const text = useText()
  return (
    <div className="entry-more">
      <Radio.Group
        value={form.kind}
        onChange={({ target }) => form.setKind(target.value)}
        options={[
          { value: 'value', label: text({ zh: '数值', en: 'A value' }) },
          { value: 'nil', label: text({ zh: '零报告', en: 'Nil return' }) },
        ]}
      />
      {form.kind === 'value' && (
        <Typed
          label={{ zh: `数值（${duty.indicator.unit}）`, en: `Value (${duty.indicator.unit})` }}
          value={form.typed}
          fault={form.isAsked ? form.valueFault : undefined}
          onChange={(value) => form.setTyped(plainTyped(value))}
          onLeave={() => form.setTyped(readTyped(form.typed, duty.indicator).value)}
        />
      )}
      {form.kind === 'value' && duty.form && duty.form.fields.length > 0 && (
        <FurtherFields
          {...{ form: duty.form, further: form.further, findings: form.findings, isAsked: form.isAsked }}
          onChange={form.setFurther}
        />
      )}
      <Typed label={{ zh: '说明', en: 'Note' }} hint={noteGoesOut} value={form.note} onChange={form.setNote} />
      <EvidenceField evidence={form.evidence} isNeeded={duty.evidenceNeeded} onAttach={form.setEvidence} />
      {!isFinal && (
        <Typed
          label={{ zh: '更正理由', en: 'Reason of the correction' }}
          value={form.reason}
          fault={form.isAsked ? form.reasonFault : undefined}
          onChange={form.setReason}
        />
      )}
    </div>
  )
}

type TypedProps = {
  readonly label: Text
  readonly value: string
  readonly fault?: Text | undefined
  readonly hint?: Text
  readonly onChange: (value: string) => void
  readonly onLeave?: () => void
}

function Typed({ label, value, fault, hint, onChange, onLeave }: TypedProps) {
  const text = useText()
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{text(label)}</label>
      <LimitedInput
        id={id}
        value={value}
        limit={1000}
        autoComplete="off"
        status={fault ? 'error' : ''}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {text(hint)}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {text(fault)}
        </p>
      )}
    </div>
  )
}
