import { Checkbox, Form, Input, InputNumber, Radio } from 'antd'
import { z } from 'zod'
import { day, reason } from '#domain/kernel/endpoint.ts'
import { ButtonFace } from '../ActionButton.tsx'
import { DayInput } from '../DayInput.tsx'
import { FormItem } from '../FormItem.tsx'
import { Panel } from '../Panel.tsx'

export function FormExample() {
  const [form] = Form.useForm()
  return (
    <Panel title={{ zh: '表单', en: 'Form' }}>
      <Form form={form} layout="vertical">
        <FormItem
          name="reason"
          label={{ zh: '核验意见', en: 'Note' }}
          schema={reason}
          hint={{ zh: '至少2个字符', en: 'At least 2 characters' }}
        >
          <Input.TextArea rows={2} />
        </FormItem>
        <FormItem name="dueOn" label={{ zh: '期限', en: 'Due day' }} schema={day}>
          <DayInput />
        </FormItem>
        <FormItem name="share" label={{ zh: '占比', en: 'Share' }} schema={z.number().min(0).max(100).optional()}>
          <InputNumber />
        </FormItem>
        <FormItem name="kind" label={{ zh: '类别', en: 'Kind' }} schema={z.string().optional()}>
          <Radio.Group options={['重点工作', '日常工作']} />
        </FormItem>
        <FormItem
          name="read"
          label={{ zh: '确认', en: 'Confirm' }}
          schema={z.boolean().optional()}
          valuePropName="checked"
        >
          <Checkbox>已阅看</Checkbox>
        </FormItem>
        <ButtonFace kind="primary" onClick={() => void form.validateFields().catch(() => undefined)}>
          核对
        </ButtonFace>
      </Form>
    </Panel>
  )
}
