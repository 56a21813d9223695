import { type ReactNode, useEffect, useState } from 'react'
import { useBlocker, useNavigate } from 'react-router'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { useText } from '#web/kernel/language.tsx'

/** Asks before a link, the Back button or the browser leaves a form with something not yet saved. Answers the dialog to be shown. */
export function useLeaveGuard(isDirty: boolean): ReactNode {
  const text = useText()
  const navigate = useNavigate()
  const [target, setTarget] = useState<string>()
  const back = useBlocker(
    ({ historyAction, currentLocation, nextLocation }) =>
      isDirty && historyAction === 'POP' && nextLocation.pathname !== currentLocation.pathname,
  )
  const isGoingBack = back.state === 'blocked'
  const leave = () => (isGoingBack ? back.proceed() : target && void navigate(target))
  const stay = () => {
    if (isGoingBack) back.reset()
    setTarget(undefined)
  }
  useEffect(() => {
    if (!isDirty) return
    const onUnload = (event: BeforeUnloadEvent): void => event.preventDefault()
    const onClick = (event: MouseEvent): void => {
      const link = (event.target as Element | null)?.closest?.('a[href]')
      const to = link && new URL((link as HTMLAnchorElement).href)
      if (!to || to.origin !== location.origin || to.pathname === location.pathname) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(`${to.pathname}${to.search}${to.hash}`)
    }
    addEventListener('beforeunload', onUnload)
    // Before the router sees the click.
    addEventListener('click', onClick, { capture: true })
    return () => {
      removeEventListener('beforeunload', onUnload)
      removeEventListener('click', onClick, { capture: true })
    }
  }, [isDirty])
  return (
    <Dialog
      title={{ zh: '还没有保存', en: 'Not saved yet' }}
      isOpen={target !== undefined || isGoingBack}
      onClose={stay}
      footer={
        <>
          <ButtonFace kind="normal" onClick={leave}>
            {text({ zh: '不保存，离开', en: 'Leave without saving' })}
          </ButtonFace>
          <ButtonFace kind="primary" onClick={stay}>
            {text({ zh: '留在本页', en: 'Stay here' })}
          </ButtonFace>
        </>
      }
    >
      <p>{text({ zh: '离开后，本页没有保存的改动不再保留。', en: 'What is not saved on this page will be lost.' })}</p>
    </Dialog>
  )
}
