import { Component, type ReactNode } from 'react'
import { asApiError } from './api.ts'
import { ErrorPage } from './states.tsx'

type Props = { readonly children: ReactNode; readonly place: string }
type State = { readonly fault: unknown; readonly place: string }

/** Keeps the frame when a page has a fault or its file cannot be loaded; another address starts afresh. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { fault: undefined, place: this.props.place }

  static getDerivedStateFromError(fault: unknown): Partial<State> {
    return { fault }
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { fault: undefined, place: props.place }
  }

  override render(): ReactNode {
    if (this.state.fault === undefined) return this.props.children
    return <ErrorPage error={asApiError(this.state.fault)} onRetry={() => location.reload()} />
  }
}
