import { useState } from 'react'
import { useNavigate } from 'react-router'
import { type ItemPage as ItemFacts, removeItem } from '#domain/plan/item.api.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { closing } from '#web/kernel/keptRefusals.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { addressOf } from './planNames.ts'

/** Takes the item out of the draft, in the version that was opened. */
export function RemoveItem({ facts: { item, plan }, version }: { facts: ItemFacts; version: number }) {
  const text = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const [isOpen, setIsOpen] = useState(false)
  const remove = useAct(
    removeItem,
    { id: item.id },
    {
      isQuiet: true,
      onDone: () => {
        toast({ zh: '已删除事项', en: 'Item removed' })
        void navigate(addressOf(plan))
      },
    },
  )
  if (plan.state !== 'drafting') return null
  const close = closing(remove.error, () => setIsOpen(false))
  const words = { zh: '删除事项', en: 'Remove the item' }
  return (
    <>
      <ButtonFace kind="normal" onClick={() => setIsOpen(true)}>
        {text(words)}…
      </ButtonFace>
      <Dialog
        title={{ zh: `删除“${item.title}”`, en: `Remove “${item.title}”` }}
        isOpen={isOpen}
        onClose={close}
        footer={
          <>
            <ButtonFace kind="normal" onClick={close}>
              {text({ zh: '取消', en: 'Cancel' })}
            </ButtonFace>
            <ButtonFace kind="primary" loading={remove.isPending} onClick={() => remove.mutate({ version })}>
              {text(words)}
            </ButtonFace>
          </>
        }
      >
        <p>
          {text({
            zh: '事项连同阶段和指标从方案草稿中删除；已冻结的各版仍保留。',
            en: 'The item goes out of the draft with its phases and indicators; frozen versions keep it.',
          })}
        </p>
        {remove.error && <ErrorState error={remove.error} />}
      </Dialog>
    </>
  )
}
