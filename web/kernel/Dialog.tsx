import { Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { keepFocus } from './focus.ts'
import { useText } from './language.tsx'
import './dialog.css'

type Props = {
  readonly title: Text
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly width?: number
  /** Buttons; fixed below on a phone. */
  readonly footer: ReactNode
  readonly children: ReactNode
}

/** A dialog. It takes the focus and gives it back; Escape closes it; on a phone it fills the screen. */
export function Dialog({ title, isOpen, onClose, width = 620, footer, children }: Props) {
  const text = useText()
  return (
    <Modal
      className="dialog"
      title={text(title)}
      open={isOpen}
      onCancel={onClose}
      width={width}
      destroyOnHidden
      afterOpenChange={(isOpenNow) => !isOpenNow && keepFocus()}
      mask={{ closable: false }}
      closable={{ 'aria-label': text({ zh: '关闭', en: 'Close' }) }}
      footer={<div className="dialog-foot">{footer}</div>}
    >
      {children}
    </Modal>
  )
}
