import { Form, Input, Switch } from 'antd'
import { z } from 'zod'
import { day } from '#domain/kernel/endpoint.ts'
import type { Text } from '#domain/kernel/text.ts'
import { downloadTicketFile, saveTicket, type Ticket } from '#domain/supervision/ticket.api.ts'
import { hasWords, sourceNames } from '#domain/supervision/ticket.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { DeadlineChip } from '#web/kernel/DeadlineChip.tsx'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { Panel } from '#web/kernel/Panel.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { FileLinks, FilesInput } from '#web/opinion/Attached.tsx'

const { shape } = saveTicket.body
const anyDay = z.union([z.literal(''), day])
const capital = ({ zh, en }: Text): Text => ({ zh, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}` })

/** Whose words it comes from; of an item or card there is nothing to fill in. */
export function Source({ ticket: { source, item, card, files, id } }: { readonly ticket: Ticket }) {
  return (
    <Panel title={{ zh: '来源', en: 'Source' }}>
      {item && <p lang="zh">{`${item.code} ${item.title}`}</p>}
      {card && <p lang="zh">{card.indicator}</p>}
      {hasWords(source) && (
        <>
          <div className="ticket-sides">
            <FormItem name="sourceName" label={capital(sourceNames[source])} schema={shape.sourceName}>
              <Input lang="zh" />
            </FormItem>
            <FormItem name="sourceOn" label={{ zh: '日期', en: 'Day' }} schema={anyDay}>
              <DayInput />
            </FormItem>
          </div>
          <FormItem
            name="sourceWords"
            label={source === 'meeting' ? { zh: '议定事项', en: 'What was decided' } : { zh: '批示原文', en: 'Words' }}
            schema={shape.sourceWords}
          >
            <Input.TextArea rows={3} lang="zh" />
          </FormItem>
        </>
      )}
      <FormItem
        name="fileIds"
        label={{ zh: '附件', en: 'Files' }}
        schema={shape.fileIds}
        hint={{ zh: '如批示件、纪要的扫描件。', en: 'Such as a scan of the paper.' }}
      >
        <FilesInput />
      </FormItem>
      <FileLinks files={files} to={(fileId) => addressOf(downloadTicketFile, { id, fileId })} />
    </Panel>
  )
}

/** What is to be done, and until when. */
export function WhatFields({ saved }: { readonly saved: Ticket }) {
  return (
    <>
      <FormItem name="title" label={{ zh: '督办事由', en: 'Subject' }} schema={shape.title}>
        <Input lang="zh" />
      </FormItem>
      <FormItem name="requirement" label={{ zh: '督办要求', en: 'Requirement' }} schema={shape.requirement}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="dueOn" label={{ zh: '办结期限', en: 'Due day' }} schema={anyDay}>
        <DueDayInput />
      </FormItem>
      {saved.dueOn !== null && <DeadlineChip dueOn={saved.dueOn} workingDaysLeft={saved.workingDaysLeft} />}
    </>
  )
}

/** Which divisions do it, each with what is asked of it. */
export function ShareFields() {
  const text = useText()
  const divisions = useDivisionOptions()
  const { divisionId, requirement, isLead } = shape.shares.element.shape
  return (
    <Form.List name="shares">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ name, key }) => (
            <div className="ticket-share-row" key={key}>
              <div className="ticket-share-fields">
                <FormItem name={[name, 'divisionId']} label={{ zh: '承办处', en: 'Division' }} schema={divisionId}>
                  <Select options={divisions} />
                </FormItem>
                <FormItem
                  name={[name, 'requirement']}
                  label={{ zh: '对该处的要求', en: 'Of this division' }}
                  schema={requirement.optional()}
                >
                  <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} lang="zh" />
                </FormItem>
                <FormItem
                  name={[name, 'isLead']}
                  label={{ zh: '牵头', en: 'Leads' }}
                  schema={isLead.optional()}
                  valuePropName="checked"
                >
                  <Switch />
                </FormItem>
              </div>
              <p className="row-of-actions">
                <ButtonFace kind="plain" onClick={() => remove(name)}>
                  {text({ zh: '去掉该处', en: 'Remove' })}
                </ButtonFace>
              </p>
            </div>
          ))}
          <p className="row-of-actions">
            <ButtonFace
              kind="normal"
              onClick={() => add({ divisionId: undefined, isLead: fields.length === 0, requirement: '' })}
            >
              {text({ zh: '添加承办处', en: 'Add a division' })}
            </ButtonFace>
          </p>
        </>
      )}
    </Form.List>
  )
}
