import type { HeldPost, Person } from '#domain/organization/person.api.ts'
import { setCharge } from '#domain/organization/post.api.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { ChargeItem } from './GrantForm.tsx'

type Props = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly person: Person
  readonly post: HeldPost
}

export function ChargeForm({ isOpen, onClose, person, post }: Props) {
  return (
    <FormDialog<typeof setCharge, { inChargeOf?: string[] }>
      endpoint={setCharge}
      address={{ id: post.id }}
      title={{ zh: `设定${person.name}的分管`, en: `What ${person.name} is in charge of` }}
      {...{ isOpen, onClose }}
      initial={{ inChargeOf: post.inChargeOf.map(({ id }) => id) }}
      bodyOf={({ inChargeOf }) => ({ version: post.version, inChargeOf: inChargeOf ?? [] })}
      done={{ zh: '已设定', en: 'Set' }}
    >
      <ChargeItem />
    </FormDialog>
  )
}
