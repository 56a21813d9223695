import { Form, Input, Radio } from 'antd'
import { z } from 'zod'
import { reason } from '#domain/kernel/endpoint.ts'
import type { Order } from '#domain/rectification/order.api.ts'
import { orderTransitions } from '#domain/rectification/order.ts'
import {
  answerOrder,
  askExtension,
  closeOrder,
  decideExtension,
  rejectOrder,
} from '#domain/rectification/orderActs.api.ts'
import { DueDayInput } from '#web/kernel/DueDayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

const blankOrReason = reason.or(z.literal('')).optional()
type Props = { readonly order: Order; readonly onClose: () => void }
const titleOf = (action: keyof typeof orderTransitions, { title }: Order) => ({
  zh: `${orderTransitions[action].label.zh}：${title}`,
  en: `${orderTransitions[action].label.en}: ${title}`,
})

type Answered = { measures: string; result: string; fileIds?: string[]; noEvidence?: string }

/** Measures and what was done, with evidence, or why there is none. */
export function Answer({ order, onClose }: Props) {
  const { shape } = answerOrder.body
  return (
    <FormDialog<typeof answerOrder, Answered>
      endpoint={answerOrder}
      address={{ id: order.id }}
      title={titleOf('answer', order)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ measures, result, fileIds = [], noEvidence }) => ({
        ...{ version: order.version, measures, result, fileIds, noEvidence: noEvidence?.trim() || null },
      })}
      done={{ zh: '已答复，待核验', en: 'Answered, to be verified' }}
    >
      <FormItem name="measures" label={{ zh: '整改措施', en: 'Measures' }} schema={shape.measures}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="result" label={{ zh: '完成情况', en: 'What was done' }} schema={shape.result}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '佐证材料', en: 'Evidence' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
      <FormItem
        name="noEvidence"
        label={{ zh: '无佐证材料的理由', en: 'Why there is no evidence' }}
        schema={blankOrReason}
        hint={{ zh: '附了材料的，不填。', en: 'Leave empty where evidence is attached.' }}
      >
        <Input.TextArea rows={2} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

export function Close({ order, onClose }: Props) {
  return (
    <FormDialog<typeof closeOrder, { verdict: string }>
      endpoint={closeOrder}
      address={{ id: order.id }}
      title={titleOf('close', order)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ verdict }) => ({ version: order.version, verdict })}
      done={{ zh: '核验通过，已销号', en: 'Verified and closed' }}
    >
      <FormItem
        name="verdict"
        label={{ zh: '核验意见', en: 'Verification' }}
        schema={closeOrder.body.shape.verdict}
        hint={{ zh: '写明核对了什么、结论是什么。', en: 'What was looked at, and what it showed.' }}
      >
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

export function Reject({ order, onClose }: Props) {
  const { today } = useSession()
  const { shape } = rejectOrder.body
  return (
    <FormDialog<typeof rejectOrder, { verdict: string; dueOn: string }>
      endpoint={rejectOrder}
      address={{ id: order.id }}
      title={titleOf('reject', order)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={(values) => ({ version: order.version, ...values })}
      done={{ zh: '已退回，进入下一轮', en: 'Rejected: another round' }}
    >
      <FormItem name="verdict" label={{ zh: '不通过的理由', en: 'Why' }} schema={shape.verdict}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="dueOn" label={{ zh: '新的期限', en: 'New due day' }} schema={shape.dueOn}>
        <DueDayInput min={today} />
      </FormItem>
    </FormDialog>
  )
}

export function AskExtension({ order, onClose }: Props) {
  const { shape } = askExtension.body
  return (
    <FormDialog<typeof askExtension, { untilOn: string; reason: string }>
      endpoint={askExtension}
      address={{ id: order.id }}
      title={titleOf('askExtension', order)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={(values) => ({ version: order.version, ...values })}
      done={{ zh: '已申请，待审核', en: 'Asked: to be decided' }}
    >
      <FormItem name="untilOn" label={{ zh: '延至', en: 'Until' }} schema={shape.untilOn}>
        <DueDayInput min={order.dueOn} />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

/** Gives the time that is asked for, or refuses it with a reason. */
export function Decide({ order, onClose }: Props) {
  return (
    <FormDialog<typeof decideExtension, { isGranted: boolean; words?: string }>
      endpoint={decideExtension}
      address={{ id: order.id }}
      title={{ zh: `审核延期：${order.title}`, en: `More time: ${order.title}` }}
      isOpen
      onClose={onClose}
      initial={{ isGranted: true }}
      bodyOf={({ isGranted, words = '' }) => ({ version: order.version, isGranted, words })}
      done={{ zh: '已答复', en: 'Decided' }}
    >
      <DecideFields order={order} />
    </FormDialog>
  )
}

function DecideFields({ order }: { readonly order: Order }) {
  const text = useText()
  const isGranted = Form.useWatch<boolean | undefined>('isGranted') ?? true
  const asked = order.extensions.find(({ state }) => state === 'asked')
  const [granted, refused] = decideExtension.body.options
  return (
    <>
      {asked && (
        <p>
          {text({ zh: `申请延至${asked.untilOn}：`, en: `Asked until ${asked.untilOn}: ` })}
          <span lang="zh">{asked.reason}</span>
        </p>
      )}
      <Form.Item name="isGranted" label={text({ zh: '意见', en: 'Decision' })}>
        <Radio.Group
          options={[
            { value: true, label: text(orderTransitions.extend.label) },
            { value: false, label: text(orderTransitions.refuseExtension.label) },
          ]}
        />
      </Form.Item>
      <FormItem
        name="words"
        label={isGranted ? { zh: '说明（选填）', en: 'Remark (optional)' } : { zh: '理由', en: 'Reason' }}
        schema={isGranted ? granted.shape.words : refused.shape.words}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </>
  )
}
