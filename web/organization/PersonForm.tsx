import { Input, Radio } from 'antd'
import { z } from 'zod'
import { personKinds } from '#domain/organization/organization.ts'
import { changePerson, createPerson, type Person } from '#domain/organization/person.api.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useOptions } from './choices.ts'

type Values = { name: string; userName: string; kind: Person['kind']; mailAddress?: string; password: string }
type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The person to be changed; without one a new person is added. */
  readonly person?: Person
  readonly onCreated?: (person: Person) => void
}

/** Adds a person with a first password, or changes name, user name and kind. */
export function PersonForm({ isOpen, onClose, person, onCreated }: Props) {
  if (!person)
    return (
      <FormDialog<typeof createPerson, Values>
        endpoint={createPerson}
        address={{}}
        title={{ zh: '增加人员', en: 'Add a person' }}
        {...{ isOpen, onClose }}
        initial={{ kind: 'civilServant' }}
        bodyOf={({ mailAddress, ...values }) => ({ ...values, mailAddress: mailAddress?.trim() || null })}
        done={{ zh: '已增加', en: 'Added' }}
        {...(onCreated ? { onDone: onCreated } : {})}
      >
        <Fields />
        <NewPassword label={{ zh: '初始密码', en: 'First password' }} />
      </FormDialog>
    )
  const { name, userName, kind, mailAddress, version } = person
  return (
    <FormDialog<typeof changePerson, Omit<Values, 'password'>>
      endpoint={changePerson}
      address={{ id: person.id }}
      title={{ zh: `修改${name}`, en: `Change ${name}` }}
      {...{ isOpen, onClose }}
      initial={{ name, userName: userName ?? '', kind, mailAddress: mailAddress ?? '' }}
      bodyOf={(values) => ({ ...values, mailAddress: values.mailAddress?.trim() || null, version })}
      done={{ zh: '已修改', en: 'Changed' }}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const { name, userName, kind, mailAddress } = createPerson.body.shape
  return (
    <>
      <FormItem name="name" label={{ zh: '姓名', en: 'Name' }} schema={name}>
        <Input />
      </FormItem>
      <FormItem
        name="userName"
        label={{ zh: '用户名', en: 'User name' }}
        schema={userName}
        hint={{
          zh: '小写字母开头，可用小写字母、数字、点、连字符，最多40个。',
          en: 'Begins with a lower-case letter; letters, digits, dots and hyphens, 40 at most.',
        }}
      >
        <Input autoCapitalize="none" />
      </FormItem>
      <FormItem name="kind" label={{ zh: '身份', en: 'Kind' }} schema={kind}>
        <Radio.Group options={useOptions(personKinds)} />
      </FormItem>
      <FormItem
        name="mailAddress"
        label={{ zh: '邮箱地址', en: 'Mail address' }}
        schema={mailAddress.or(z.literal(''))}
        hint={{
          zh: '单位邮箱，供发提醒；本人也可自行填写。',
          en: 'Of the office, for reminders; the person may also enter it.',
        }}
      >
        <Input inputMode="email" />
      </FormItem>
    </>
  )
}

export function NewPassword({ label }: { label: { zh: string; en: string } }) {
  return (
    <FormItem
      name="password"
      label={label}
      schema={createPerson.body.shape.password}
      hint={{
        zh: '至少12个字符，不能主要由姓名、用户名、单位名或常见词组成。请当面交给本人。',
        en: 'At least 12 characters, not mostly a name, the office or a common word. Hand it over in person.',
      }}
    >
      <Input.Password autoComplete="new-password" />
    </FormItem>
  )
}
