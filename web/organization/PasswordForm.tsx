import { type Person, resetPassword } from '#domain/organization/person.api.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { NewPassword } from './PersonForm.tsx'

type Props = { readonly isOpen: boolean; readonly onClose: () => void; readonly person: Person }

export function PasswordForm({ isOpen, onClose, person }: Props) {
  return (
    <FormDialog<typeof resetPassword, { password: string }>
      endpoint={resetPassword}
      address={{ id: person.id }}
      title={{ zh: `重置${person.name}的密码`, en: `Reset the password of ${person.name}` }}
      {...{ isOpen, onClose }}
      initial={{}}
      bodyOf={({ password }) => ({ version: person.version, password })}
      done={{ zh: '已重置，该人员的登录已结束', en: 'Reset; the sessions of this person have ended' }}
    >
      <NewPassword label={{ zh: '新密码', en: 'New password' }} />
    </FormDialog>
  )
}
