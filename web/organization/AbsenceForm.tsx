import { Input, Select } from 'antd'
import { listArrangedPosts, recordAbsence } from '#domain/organization/standIn.api.ts'
import { postName } from '#domain/session/postName.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'

type Values = { postId: string; fromOn: string; toOn: string; basis: string }

/** Records that somebody is away, on which basis and until when; the named substitute acts in that time. */
export function AbsenceForm({ onClose }: { readonly onClose: () => void }) {
  const text = useText()
  const { today, person } = useSession()
  const posts = useRead(listArrangedPosts, {})
  const others = posts.data?.rows.filter(({ holderId }) => holderId !== person.id) ?? []
  const { shape } = recordAbsence.body
  return (
    <FormDialog<typeof recordAbsence, Values>
      endpoint={recordAbsence}
      address={{}}
      title={{ zh: '登记离岗', en: 'Record an absence' }}
      isOpen
      onClose={onClose}
      initial={{ fromOn: today }}
      bodyOf={(values) => values}
      done={{ zh: '已登记', en: 'Recorded' }}
    >
      <FormItem
        name="postId"
        label={{ zh: '谁离岗', en: 'Who is absent' }}
        schema={shape.postId}
        hint={{
          zh: '本人离岗由上级岗位或办绩效办登记。',
          en: 'One’s own absence is recorded by the post above or the performance office.',
        }}
      >
        <Select
          options={others.map((one) => ({ value: one.id, label: `${one.holderName}　${text(postName(one))}` }))}
          showSearch
          optionFilterProp="label"
        />
      </FormItem>
      <FormItem name="fromOn" label={{ zh: '自', en: 'From' }} schema={shape.fromOn}>
        <DayInput />
      </FormItem>
      <FormItem name="toOn" label={{ zh: '返岗日', en: 'Back on' }} schema={shape.toOn}>
        <DayInput />
      </FormItem>
      <FormItem name="basis" label={{ zh: '依据', en: 'Basis' }} schema={shape.basis}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </FormItem>
    </FormDialog>
  )
}
