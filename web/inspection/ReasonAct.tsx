import type { withdrawConformity } from '#domain/inspection/conformity.api.ts'
import type { dropFinding, withdrawInspection } from '#domain/inspection/inspectionActs.api.ts'
import type { withdrawSelfCheck } from '#domain/inspection/selfCheck.api.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { Address } from '#web/kernel/api.ts'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Reasoned = typeof withdrawInspection | typeof withdrawConformity | typeof withdrawSelfCheck | typeof dropFinding

type Props<E extends Reasoned> = {
  readonly endpoint: E
  readonly address: Address<E>
  readonly version: number
  readonly title: Text
  readonly onClose: () => void
}

/** An act that needs nothing but its reason. */
export function ReasonAct<E extends Reasoned>({ endpoint, address, version, title, onClose }: Props<E>) {
  const toast = useToast()
  const { summary: label, basis } = endpoint
  const onDone = () => {
    toast(label)
    onClose()
  }
  const act = useAct(endpoint as typeof withdrawInspection, address as Address<typeof withdrawInspection>, { onDone })
  return (
    <ReasonDialog
      {...{ title, label, basis, onClose }}
      isOpen
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}
