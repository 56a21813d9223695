import { Input } from 'antd'
import type { HeldPost, Person } from '#domain/organization/person.api.ts'
import { endPost } from '#domain/organization/post.api.ts'
import { earliestEnd } from '#domain/organization/post.ts'
import { postName } from '#domain/session/postName.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useSession } from '#web/kernel/session.tsx'

type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly person: Person
  readonly post: HeldPost
}

/** Ends a post from a day on, with the reason. */
export function EndPostForm({ isOpen, onClose, person, post }: Props) {
  const { today } = useSession()
  const name = postName(post)
  const earliest = earliestEnd(post, today)
  return (
    <FormDialog<typeof endPost, { endsOn: string; reason: string }>
      endpoint={endPost}
      address={{ id: post.id }}
      title={{ zh: `终止${person.name}的${name.zh}岗位`, en: `End the post of ${person.name}: ${name.en}` }}
      {...{ isOpen, onClose }}
      initial={{ endsOn: earliest }}
      bodyOf={(values) => ({ ...values, version: post.version })}
      done={{ zh: '已终止，该人员的登录已结束', en: 'Ended; the sessions of this person have ended' }}
    >
      <FormItem
        name="endsOn"
        label={{ zh: '自哪天起不再任职', en: 'No longer held from' }}
        schema={endPost.body.shape.endsOn}
      >
        <DayInput min={earliest} />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={endPost.body.shape.reason}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
      </FormItem>
    </FormDialog>
  )
}
