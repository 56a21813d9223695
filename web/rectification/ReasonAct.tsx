import type { Text } from '#domain/kernel/text.ts'
import type { takeBackNote } from '#domain/rectification/findingNote.api.ts'
import type { takeBackGrave } from '#domain/rectification/grave.api.ts'
import type { returnOrder, withdrawOrder } from '#domain/rectification/orderActs.api.ts'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Reasoned = typeof takeBackNote | typeof takeBackGrave | typeof returnOrder | typeof withdrawOrder
type Props = {
  readonly endpoint: Reasoned
  readonly address: { readonly id: string }
  readonly version: number
  readonly title: Text
  readonly label: Text
  readonly onClose: () => void
}

/** An act that needs nothing but its reason. */
export function ReasonAct({ endpoint, address, version, title, label, onClose }: Props) {
  const toast = useToast()
  const onDone = () => {
    toast(label)
    onClose()
  }
  const act = useAct(endpoint, address, { onDone })
  return (
    <ReasonDialog
      {...{ title, label, onClose }}
      basis={endpoint.basis}
      isOpen
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}
