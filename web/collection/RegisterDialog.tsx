import { Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { AskedForm } from '#domain/collection/collectionContent.ts'
import type { Duty } from '#domain/collection/duty.api.ts'
import type { EntryKind } from '#domain/collection/duty.ts'
import { noteGoesOut } from '#domain/collection/dutyCheck.ts'
import { noContent } from '#domain/collection/form.ts'
import { findingsOf } from '#domain/collection/formEntry.ts'
import { listSigners, register } from '#domain/collection/registration.api.ts'
import { type RegisteredWay, registeredWayNames, registeredWays } from '#domain/collection/registration.ts'
import { type Measure, readFigure } from '#domain/kernel/readFigure.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FileChoice } from '#web/kernel/FileChoice.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { type Further, FurtherFields } from './FurtherFields.tsx'
import { readTyped } from './useEntry.ts'

/** The figure as paper has it, １２３ and 1.2万 too, with the sentence of the reader of figures where it is none. */
const figureOf = (measure: Measure) =>
  z.string().superRefine((typed, context) => {
    const read = readFigure(typed, measure)
    if (!read.ok) context.addIssue({ code: 'custom', message: inBoth(read.message) })
  })

type Props = { readonly duty: Duty; readonly onClose: () => void }
type Values = {
  further?: Further
  kind: EntryKind
  value?: string
  note?: string
  way: RegisteredWay
  signedOn: string
  receivedOn: string
  signerId: string
  scanFileId: string
}

const { shape } = register.body

/** What came signed on paper or by office automation, entered with its scan for the division that sent it. */
export function RegisterDialog({ duty, onClose }: Props) {
  const text = useText()
  const { today } = useSession()
  const { indicator } = duty
  return (
    <FormDialog<typeof register, Values>
      endpoint={register}
      address={{ id: duty.id }}
      title={{ zh: `登记代报：${indicator.name}`, en: `Register on behalf: ${indicator.name}` }}
      isOpen
      onClose={onClose}
      initial={{ kind: 'value', way: 'paper', signedOn: today, receivedOn: today }}
      bodyOf={({ value, note = '', further, ...rest }) => ({
        ...{ ...rest, version: duty.version, note },
        ...(further ? { content: further.content } : {}),
        value: rest.kind === 'nil' ? null : readTyped(value ?? '', duty.indicator).value,
      })}
      done={{ zh: '已登记，待接收', en: 'Registered, to be accepted' }}
    >
      <p className="mid">
        {text({
          zh: `${duty.responsibleDivision.zh}以纸质件或OA报来、处长已签字并作声明的数据，照件登记，附扫描件。`,
          en: `Data that ${duty.responsibleDivision.en} sent signed, with the statement, on paper or by office automation: entered as they came, with the scan.`,
        })}
      </p>
      <div className="dialog-section">
        <Figure duty={duty} />
      </div>
      <FormItem name="way" label={{ zh: '来件方式', en: 'How it came' }} schema={shape.way}>
        <Radio.Group options={registeredWayNames.map((value) => ({ value, label: text(registeredWays[value]) }))} />
      </FormItem>
      <FormItem name="signedOn" label={{ zh: '签字日', en: 'Signed on' }} schema={shape.signedOn}>
        <DayInput min={duty.opensOn} max={today} />
      </FormItem>
      <Signer duty={duty} />
      <FormItem
        name="receivedOn"
        label={{ zh: '收到日', en: 'Received on' }}
        schema={shape.receivedOn}
        hint={{ zh: '是否迟报按收到日计算。', en: 'Lateness is reckoned by this day.' }}
      >
        <DayInput min={duty.opensOn} max={today} />
      </FormItem>
      <FormItem name="scanFileId" label={{ zh: '扫描件', en: 'Scan' }} schema={shape.scanFileId}>
        <Scan />
      </FormItem>
    </FormDialog>
  )
}

function Figure({ duty }: { readonly duty: Duty }) {
  const { indicator, form } = duty
  const text = useText()
  const kind = Form.useWatch<EntryKind | undefined>('kind')
  return (
    <>
      <FormItem name="kind" label={{ zh: '数据', en: 'Data' }} schema={shape.kind}>
        <Radio.Group
          options={[
            { value: 'value', label: text({ zh: '数值', en: 'A value' }) },
            { value: 'nil', label: text({ zh: '零报告', en: 'Nil return' }) },
          ]}
        />
      </FormItem>
      {kind !== 'nil' && (
        <FormItem
          name="value"
          label={{ zh: `数值（${indicator.unit}）`, en: `Value (${indicator.unit})` }}
          schema={figureOf(indicator)}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </FormItem>
      )}
      {kind !== 'nil' && form && form.fields.length > 0 && (
        <Form.Item name="further" noStyle>
          <FurtherControl duty={duty} form={form} />
        </Form.Item>
      )}
      <FormItem name="note" label={{ zh: '说明', en: 'Note' }} schema={shape.note} hint={noteGoesOut}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
    </>
  )
}

type FurtherProps = {
  readonly duty: Duty
  readonly form: AskedForm
  readonly value?: Further
  readonly onChange?: (further: Further) => void
}

/** The further fields as a control of the form. */
function FurtherControl({ duty, form, value = { content: noContent, files: {} }, onChange }: FurtherProps) {
  const main = Form.useWatch<string | undefined>('value')
  const note = Form.useWatch<string | undefined>('note')
  const filled = { value: readTyped(main ?? '', duty.indicator).value, note: note ?? '', content: value.content }
  const findings = findingsOf(duty.indicator, form, filled, duty.compared)
  return <FurtherFields {...{ form, findings }} further={value} onChange={(further) => onChange?.(further)} />
}

/** Who was head on the day of the signature, or signed in the head's place. */
function Signer({ duty }: { readonly duty: Duty }) {
  const text = useText()
  const on = Form.useWatch<string | undefined>('signedOn')
  const signers = useRead(listSigners, { id: duty.id, on: on ?? '' }, { enabled: Boolean(on) })
  const options = (signers.data?.rows ?? []).map(({ id, name, inPlaceOf }) => ({
    value: id,
    label: inPlaceOf === null ? name : text({ zh: `${name}（代${inPlaceOf}）`, en: `${name} (for ${inPlaceOf})` }),
  }))
  return (
    <FormItem name="signerId" label={{ zh: '签字人', en: 'Signed by' }} schema={shape.signerId}>
      <Select
        options={options}
        notFoundContent={text({ zh: '签字日没有在任的处长', en: 'Nobody was head on that day' })}
      />
    </FormItem>
  )
}

function Scan({ onChange }: { readonly onChange?: (id: string) => void }) {
  const [name, setName] = useState<string>()
  return (
    <>
      <FileChoice
        label={{ zh: '选择扫描件…', en: 'Choose the scan…' }}
        onFile={(file) => {
          setName(file.name)
          onChange?.(file.id)
        }}
      />
      {name && (
        <p>
          <Icon name="clip" /> {name}
        </p>
      )}
    </>
  )
}
