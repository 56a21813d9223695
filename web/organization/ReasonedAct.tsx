import { useState } from 'react'
import type { Endpoint } from '#domain/kernel/endpoint.ts'
import type { Transition } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import type { Address, Body } from '#web/kernel/api.ts'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useToast } from '#web/kernel/Toast.tsx'

type Props<E extends Endpoint, State extends string, Facts extends { readonly state: State }> = {
  readonly endpoint: E
  readonly address: Address<E>
  readonly transition: Transition<State, Facts>
  readonly facts: Facts
  readonly title: Text
  readonly bodyOf: (reason: string) => Body<E>
  readonly done: Text
  readonly reason?: 'beside' | 'elsewhere'
}

/** A button that asks for a reason and then acts. */
export function ReasonedAct<E extends Endpoint, State extends string, Facts extends { readonly state: State }>(
  props: Props<E, State, Facts>,
) {
  const { endpoint, address, transition, facts, title, bodyOf, done, reason = 'beside' } = props
  const [isOpen, setIsOpen] = useState(false)
  const toast = useToast()
  const act = useAct(endpoint, address, {
    onDone: () => {
      toast(done)
      setIsOpen(false)
    },
  })
  const close = (): void => {
    act.reset()
    setIsOpen(false)
  }
  return (
    <>
      <ActionButton transition={transition} facts={facts} asks reason={reason} onClick={() => setIsOpen(true)} />
      <ReasonDialog
        {...{ title, isOpen }}
        onClose={close}
        label={transition.label}
        basis={transition.basis}
        loading={act.isPending}
        error={act.error}
        onSubmit={(words) => act.mutate(bodyOf(words))}
      />
    </>
  )
}
