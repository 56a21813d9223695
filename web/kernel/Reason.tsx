import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

/** One line that says why: beside a refused button, under a light. Readable without hovering. */
export function Reason({ id, icon = 'refused', children }: { id?: string; icon?: IconName; children: ReactNode }) {
  return (
    <p className="reason" id={id}>
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  )
}
