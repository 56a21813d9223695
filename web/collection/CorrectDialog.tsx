import { Radio } from 'antd'
import { useId, useState } from 'react'
import type { Duty } from '#domain/collection/duty.api.ts'
import { transitions } from '#domain/collection/duty.ts'
import { correct } from '#domain/collection/dutyActs.api.ts'
import { checkEntry, type Entry, faultOf } from '#domain/collection/dutyCheck.ts'
import { reason as reasonSchema } from '#domain/kernel/endpoint.ts'
import { sentenceOfIssue } from '#domain/kernel/fault.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { LimitedInput } from '#web/kernel/LimitedText.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useCitation, useSession } from '#web/kernel/session.tsx'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { EvidenceField } from './EvidenceField.tsx'
import { type Attached, comparedOf, plainTyped } from './useEntry.ts'

type Props = { readonly duty: Duty; readonly onClose: () => void }

/** A new version after signing. The signature over the old one lapses; sent data need a correction report. */
export function CorrectDialog({ duty, onClose }: Props) {
  const text = useText()
  const toast = useToast()
  const citationOf = useCitation()
  const form = useCorrection(duty)
  const act = useAct(
    correct,
    { id: duty.id },
    {
      onDone: () => {
        toast({ zh: '已更正，待重新签字', en: 'Corrected; to be signed again' })
        onClose()
      },
    },
  )
  const submit = (): void => {
    form.ask()
    if (!form.valueFault && !form.reasonFault)
      act.mutate({ version: duty.version, reason: form.reason.trim(), ...form.entry })
  }
  const { label, basis } = transitions.correct
  return (
    <Dialog
      title={{ zh: `更正${duty.indicator.name}`, en: `Correct ${duty.indicator.name}` }}
      isOpen
      onClose={onClose}
      footer={
        <>
          <ButtonFace kind="normal" onClick={onClose}>
            {text({ zh: '取消', en: 'Cancel' })}
          </ButtonFace>
          <ButtonFace kind="primary" loading={act.isPending} article={text(citationOf(basis))} onClick={submit}>
            {text(label)}
          </ButtonFace>
        </>
      }
    >
      <p className="mid">{text(consequence(duty))}</p>
      <CorrectionFields duty={duty} form={form} />
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
function useCorrection(duty: Duty) {
  const { settings } = useSession()
  const current = duty.submissions.find(({ id }) => id === duty.submissionId)
  const [kind, setKind] = useState<Entry['kind']>(current?.kind ?? 'value')
  const [typed, setTyped] = useState(current?.value ?? '')
  const [note, setNote] = useState(current?.note ?? '')
  const [evidence, setEvidence] = useState<Attached | null>(current?.evidence ?? null)
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const entry: Entry = { kind, value: kind === 'nil' ? null : typed, note, evidenceFileId: evidence?.id ?? null }
  const measured = { ...duty.indicator, evidenceNeeded: duty.evidenceNeeded }
  const check = checkEntry({ ...entry, note: note || reason }, measured, comparedOf(duty), settings)
  const issue = reasonSchema.safeParse(reason).error?.issues[0]
  return {
    ...{ kind, setKind, typed, setTyped, note, setNote, evidence, setEvidence, reason, setReason, entry, isAsked },
    ask: () => setIsAsked(true),
    valueFault: faultOf(check)?.message,
    reasonFault: issue && sentenceOfIssue(issue),
  }
}

function CorrectionFields({ duty, form }: { duty: Duty; form: ReturnType<typeof useCorrection> }) {
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
        />
      )}
      <Typed label={{ zh: '说明', en: 'Note' }} value={form.note} onChange={form.setNote} />
      <EvidenceField evidence={form.evidence} isNeeded={duty.evidenceNeeded} onAttach={form.setEvidence} />
      <Typed
        label={{ zh: '更正理由', en: 'Reason of the correction' }}
        value={form.reason}
        fault={form.isAsked ? form.reasonFault : undefined}
        onChange={form.setReason}
      />
    </div>
  )
}

type TypedProps = {
  readonly label: Text
  readonly value: string
  readonly fault?: Text | undefined
  readonly onChange: (value: string) => void
}

function Typed({ label, value, fault, onChange }: TypedProps) {
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
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          <Icon name="warning" />
          {text(fault)}
        </p>
      )}
    </div>
  )
}
