import { type CatalogueEntry, withdrawCatalogueEntry } from '#domain/catalogue/catalogue.api.ts'
import { entryTransitions } from '#domain/catalogue/catalogue.ts'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props = { readonly entry: CatalogueEntry; readonly isOpen: boolean; readonly onClose: () => void }

/** Takes an indicator out of use in one year, with the reason. */
export function WithdrawEntry({ entry: { id, version, year, name }, isOpen, onClose }: Props) {
  const toast = useToast()
  const act = useAct(
    withdrawCatalogueEntry,
    { id },
    {
      onDone: () => {
        toast({ zh: '已停用', en: 'Taken out of use' })
        onClose()
      },
    },
  )
  const { label, basis } = entryTransitions.withdraw
  return (
    <ReasonDialog
      title={{ zh: `停用${year}年度“${name}”`, en: `Take “${name}” out of use in ${year}` }}
      {...{ isOpen, onClose, label, basis }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version, reason })}
    />
  )
}
