import { Input } from 'antd'
import { z } from 'zod'
import { shortPeriodText } from '#domain/calendar/periods.ts'
import { type Contact, correctContact, type listOfItem, recordContact } from '#domain/opinion/contact.api.ts'
import { recordOpinion } from '#domain/opinion/opinion.api.ts'
import { type OpinionWay, opinionWayNames, opinionWays } from '#domain/opinion/opinion.ts'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import type { ItemPage } from '#domain/plan/item.api.ts'
import type { Reply } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from './Attached.tsx'

type Props = { readonly facts: ItemPage; readonly reports: readonly Report[]; readonly onClose: () => void }
type Report = Reply<typeof listOfItem>['reports'][number]
type Common = { bodyId: string; way: OpinionWay; dutyId?: string; reportId?: string; fileIds?: string[] }
type OpinionValues = Common & { receivedOn: string; words: string }

/** What a unit said of the item, as it came. */
export function RecordOpinion({ facts, reports, onClose }: Props) {
  const { today } = useSession()
  const { shape } = recordOpinion.body
  return (
    <FormDialog<typeof recordOpinion, OpinionValues>
      endpoint={recordOpinion}
      address={{ id: facts.item.id }}
      title={{ zh: `登记评估意见：${facts.item.title}`, en: `Record an opinion: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ receivedOn: today, way: 'letter' }}
      bodyOf={({ dutyId = null, reportId = null, fileIds = [], ...rest }) => ({ ...rest, dutyId, reportId, fileIds })}
      done={{ zh: '已登记，责任处和办绩效办已收到待办', en: 'Recorded: division and performance office have it to do' }}
    >
      <FormItem name="bodyId" label={{ zh: '来自', en: 'From' }} schema={shape.bodyId}>
        <UnitSelect />
      </FormItem>
      <FormItem name="receivedOn" label={{ zh: '收到日', en: 'Received on' }} schema={shape.receivedOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="way" label={{ zh: '方式', en: 'How it came' }} schema={shape.way}>
        <WaySelect />
      </FormItem>
      <AboutData facts={facts} />
      <AboutReport reports={reports} />
      <FormItem name="words" label={{ zh: '意见', en: 'Opinion' }} schema={shape.words}>
        <Input.TextArea rows={5} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

type ContactValues = Common & {
  contactOn: string
  who: string
  withWhom: string
  gist: string
  promised?: string
  promisedUntil?: string
}

const bodyOfContact = ({ dutyId, reportId, fileIds = [], promised = '', promisedUntil, ...rest }: ContactValues) => ({
  ...{ ...rest, fileIds, promised, dutyId: dutyId ?? null, reportId: reportId ?? null },
  promisedUntil: promisedUntil || null,
})

/** A talk with a unit: when, who, with whom, what, and what was promised until when. */
export function RecordContact({ facts, reports, onClose }: Props) {
  const { today, actor } = useSession()
  return (
    <FormDialog<typeof recordContact, ContactValues>
      endpoint={recordContact}
      address={{ id: facts.item.id }}
      title={{ zh: `登记沟通记录：${facts.item.title}`, en: `Record a contact: ${facts.item.code}` }}
      isOpen
      onClose={onClose}
      initial={{ contactOn: today, way: 'phone', who: actor.name, promised: '' }}
      bodyOf={bodyOfContact}
      done={{ zh: '已登记沟通记录', en: 'Contact recorded' }}
    >
      <ContactFields facts={facts} reports={reports} />
    </FormDialog>
  )
}

/** The same talk written down anew: what was written before stays readable with the reason. */
export function CorrectContact({ facts, reports, contact, onClose }: Props & { readonly contact: Contact }) {
  const { body, contactOn, way, who, withWhom, gist, promised, promisedUntil, duty, report } = contact
  return (
    <FormDialog<typeof correctContact, ContactValues & { reason: string }>
      endpoint={correctContact}
      address={{ id: contact.id }}
      title={{ zh: `更正与${body.name.zh}的沟通记录`, en: `Correct the contact with ${body.name.en}` }}
      isOpen
      onClose={onClose}
      initial={{
        ...{ bodyId: body.id, contactOn, way, who, withWhom, gist, promised },
        ...(promisedUntil ? { promisedUntil } : {}),
        ...(duty ? { dutyId: duty.id } : {}),
        ...(report ? { reportId: report.id } : {}),
      }}
      bodyOf={({ reason, ...said }) => ({ ...bodyOfContact(said), reason })}
      done={{ zh: '已更正，原记录保留', en: 'Corrected; the former one stays readable' }}
    >
      <FormItem
        name="reason"
        label={{ zh: '更正理由', en: 'Why it is corrected' }}
        schema={correctContact.body.shape.reason}
      >
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      <ContactFields facts={facts} reports={reports} />
    </FormDialog>
  )
}

function ContactFields({ facts, reports }: Pick<Props, 'facts' | 'reports'>) {
  const { today } = useSession()
  const { shape } = recordContact.body
  return (
    <>
      <FormItem name="bodyId" label={{ zh: '单位', en: 'Unit' }} schema={shape.bodyId}>
        <UnitSelect />
      </FormItem>
      <FormItem name="contactOn" label={{ zh: '沟通日', en: 'Day' }} schema={shape.contactOn}>
        <DayInput max={today} />
      </FormItem>
      <FormItem name="way" label={{ zh: '方式', en: 'Way' }} schema={shape.way}>
        <WaySelect />
      </FormItem>
      <FormItem name="who" label={{ zh: '我办', en: 'For the office' }} schema={shape.who}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="withWhom" label={{ zh: '对方', en: 'With whom' }} schema={shape.withWhom}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <AboutData facts={facts} />
      <AboutReport reports={reports} />
      <FormItem name="gist" label={{ zh: '要点', en: 'Gist' }} schema={shape.gist}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="promised" label={{ zh: '约定', en: 'Promised' }} schema={shape.promised}>
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
      <FormItem
        name="promisedUntil"
        label={{ zh: '约定期限', en: 'Promised until' }}
        schema={shape.promisedUntil.or(z.literal(''))}
      >
        <DueDayInput />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </>
  )
}

type Chosen = { readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }

function UnitSelect(field: Chosen) {
  const text = useText()
  const { data } = useRead(listExternalBodies, {})
  const options = (data?.rows ?? [])
    .filter(({ kind }) => kind === 'collectingUnit' || kind === 'municipalPerformanceOffice')
    .map(({ id, name }) => ({ value: id, label: text(name) }))
  return <Select {...field} options={options} showSearch={{ optionFilterProp: 'label' }} />
}

export function WaySelect(field: Chosen) {
  const text = useText()
  return <Select {...field} options={opinionWayNames.map((value) => ({ value, label: text(opinionWays[value]) }))} />
}

/** Where it is about one of the item's latest data. */
function AboutData({ facts: { data, item } }: { readonly facts: ItemPage }) {
  const text = useText()
  if (!data || data.length === 0) return null
  const options = data.map(({ dutyId, indicatorId, period }) => {
    const name = item.indicators.find(({ id }) => id === indicatorId)?.name ?? ''
    const { zh, en } = shortPeriodText(period)
    return { value: dutyId, label: text({ zh: `${name}，${zh}`, en: `${name}, ${en}` }) }
  })
  return (
    <FormItem
      name="dutyId"
      label={{ zh: '涉及数据', en: 'About data' }}
      schema={recordOpinion.body.shape.dutyId}
      hint={{ zh: '涉及整个事项的，不选。', en: 'Leave it empty where it is about the whole item.' }}
    >
      <Select allowClear options={options} />
    </FormItem>
  )
}

/** Where it is about one of the reports with data of the item. */
function AboutReport({ reports }: Pick<Props, 'reports'>) {
  const text = useText()
  if (reports.length === 0) return null
  const options = reports.map(({ id, subject, period, number }) => {
    const { zh, en } = shortPeriodText(period)
    const again = number > 1 ? { zh: `，第${number}次`, en: `, no. ${number}` } : { zh: '', en: '' }
    return { value: id, label: text({ zh: `${subject}，${zh}${again.zh}`, en: `${subject}, ${en}${again.en}` }) }
  })
  return (
    <FormItem
      name="reportId"
      label={{ zh: '涉及报送', en: 'About a report' }}
      schema={recordOpinion.body.shape.reportId}
    >
      <Select allowClear options={options} />
    </FormItem>
  )
}
