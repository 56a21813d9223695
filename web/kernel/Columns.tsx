import type { CSSProperties, ReactNode } from 'react'

/** Parts of a page one under the other. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="stack">{children}</div>
}

/** Main part and, at the right, "what about it"; below it where the window is narrower than 1180 px. */
export function Columns({ main, side, sideWidth = 320 }: { main: ReactNode; side: ReactNode; sideWidth?: number }) {
  return (
    <div className="columns" style={{ '--side': `${sideWidth}px` } as CSSProperties}>
      <div className="stack">{main}</div>
      <div className="stack">{side}</div>
    </div>
  )
}
