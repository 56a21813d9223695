import { Checkbox, Form, Input, Select } from 'antd'
import { actsOf, type DelegableActName, delegableActs } from '#domain/organization/delegableActs.ts'
import { listPeople } from '#domain/organization/organization.api.ts'
import { type ArrangedPost, delegateActs, listArrangedPosts, nameSubstitute } from '#domain/organization/standIn.api.ts'
import { mayStandIn } from '#domain/organization/standIn.ts'
import { postName } from '#domain/session/postName.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { emptyDay } from './emptyDay.ts'

type Values = {
  postId: string
  personId: string
  acts: DelegableActName[]
  fromOn: string
  toOn?: string
  reason: string
}
type Props = { readonly kind: 'substitute' | 'delegation'; readonly onClose: () => void }

/** Names a substitute, or delegates acts of the own post. */
export function StandInForm({ kind, onClose }: Props) {
  const { today, person } = useSession()
  const posts = useRead(listArrangedPosts, {})
  const own = posts.data?.rows.filter(({ holderId }) => holderId === person.id) ?? []
  const arranged = (kind === 'delegation' ? own : posts.data?.rows) ?? []
  if (!posts.data) return null
  const initial = { fromOn: today, ...(own[0] ? { postId: own[0].id } : {}) }
  if (kind === 'delegation')
    return (
      <FormDialog<typeof delegateActs, Values>
        endpoint={delegateActs}
        address={{}}
        title={{ zh: '委托代办', en: 'Delegate acts' }}
        isOpen
        onClose={onClose}
        initial={initial}
        bodyOf={({ toOn = '', ...values }) => ({ ...values, toOn })}
        done={{ zh: '已委托，对方可切换到您的岗位代办', en: 'Delegated: the other person can act under your post' }}
      >
        <Fields posts={arranged} kind={kind} />
      </FormDialog>
    )
  return (
    <FormDialog<typeof nameSubstitute, Values>
      endpoint={nameSubstitute}
      address={{}}
      title={{ zh: '指定主持工作者', en: 'Name a substitute' }}
      isOpen
      onClose={onClose}
      initial={initial}
      bodyOf={({ toOn, acts: _, ...values }) => ({ ...values, toOn: toOn || null })}
      done={{ zh: '已指定，登记离岗后由其主持工作', en: 'Named: acts while an absence is recorded' }}
    >
      <Fields posts={arranged} kind={kind} />
    </FormDialog>
  )
}

function Fields({ posts, kind }: { posts: readonly ArrangedPost[]; kind: Props['kind'] }) {
  const text = useText()
  const people = useRead(listPeople, {})
  const postId = Form.useWatch<string | undefined>('postId')
  const post = posts.find(({ id }) => id === postId)
  const near = (people.data?.rows ?? []).filter(
    (person) => post && person.id !== post.holderId && mayStandIn(post, person.posts),
  )
  const { shape } = delegateActs.body
  const acts = (post ? actsOf(post.kind) : []).map((act) => ({ value: act, label: text(delegableActs[act].name) }))
  return (
    <>
      <FormItem name="postId" label={{ zh: '谁的岗位', en: 'Whose post' }} schema={shape.postId}>
        <Select
          options={posts.map((one) => ({ value: one.id, label: `${one.holderName}　${text(postName(one))}` }))}
          showSearch
          optionFilterProp="label"
        />
      </FormItem>
      <FormItem
        name="personId"
        label={{ zh: '由谁代', en: 'Stand-in' }}
        schema={shape.personId}
        hint={{
          zh: '办领导由另一名办领导代，其他岗位由同一处的人员代。',
          en: 'A leader for a leader, otherwise somebody of the same division.',
        }}
      >
        <Select
          options={near.map(({ id, name }) => ({ value: id, label: name }))}
          showSearch
          optionFilterProp="label"
        />
      </FormItem>
      {kind === 'delegation' && (
        <FormItem name="acts" label={{ zh: '代办事项', en: 'Acts' }} schema={shape.acts}>
          <Acts options={acts} />
        </FormItem>
      )}
      <FormItem name="fromOn" label={{ zh: '自', en: 'From' }} schema={shape.fromOn}>
        <DayInput />
      </FormItem>
      <FormItem
        name="toOn"
        label={{ zh: '自哪天起不再有效', en: 'No longer from' }}
        schema={kind === 'delegation' ? shape.toOn : nameSubstitute.body.shape.toOn.optional().or(emptyDay)}
        {...(kind === 'delegation'
          ? {}
          : { hint: { zh: '没有期限的不填。', en: 'Leave empty where there is no end.' } })}
      >
        <DayInput />
      </FormItem>
      <FormItem name="reason" label={{ zh: '事由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
      </FormItem>
    </>
  )
}

type ActsProps = {
  readonly options: { readonly value: string; readonly label: string }[]
  readonly id?: string
  readonly value?: string[]
  readonly onChange?: (names: string[]) => void
}

/** Takes from the form what a group may carry: “required” is no attribute of it. */
const Acts = ({ options, id, value, onChange }: ActsProps) => (
  <span id={id}>
    <Checkbox.Group options={options} {...(value ? { value } : {})} {...(onChange ? { onChange } : {})} />
  </span>
)
