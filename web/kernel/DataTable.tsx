import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from './ActionButton.tsx'
import { useDisplay } from './display.tsx'
import { useText } from './language.tsx'
import type { Pages } from './queries.ts'
import { ErrorState, Skeleton } from './states.tsx'

export type Column<Row> = {
  readonly key: string
  readonly title: Text
  readonly render: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  readonly isNumber?: boolean
  readonly width?: number | string
  /** On a phone: the row's name, its value at the right, a fact below (the default; nothing where it is empty), with or without its title, the action at the end, or left out. */
  readonly onPhone?: 'name' | 'value' | 'line' | 'bare' | 'action' | 'none'
}

type Props<Row> = {
  /** Says what the table lists, for those who cannot see the heading above it. */
  readonly name: Text
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** Rows that are all there, or what `usePages` gave. */
  readonly rows?: readonly Row[] | undefined
  readonly pages?: Pages<Row>
  /** `<EmptyState>` */
  readonly empty: ReactNode
  readonly classOf?: (row: Row) => string
}

/** A list: a table where there is room, rows on a phone. "更多" brings the next page. */
export function DataTable<Row>(props: Props<Row>) {
  const { isNarrow } = useDisplay()
  const rows = props.rows ?? props.pages?.rows
  if (!rows && props.pages?.error) return <ErrorState error={props.pages.error} onRetry={props.pages.retry} />
  if (!rows) return <Skeleton rows={8} />
  if (rows.length === 0) return props.empty
  return (
    <>
      {isNarrow ? <Rows {...props} rows={rows} /> : <WideTable {...props} rows={rows} />}
      {props.pages && <More pages={props.pages} count={rows.length} />}
    </>
  )
}

type Shown<Row> = Omit<Props<Row>, 'rows'> & { readonly rows: readonly Row[] }

function WideTable<Row>({ name, columns, rows, keyOf, classOf }: Shown<Row>) {
  const text = useText()
  return (
    <Table<Row>
      className="data-table"
      aria-label={text(name)}
      dataSource={[...rows]}
      rowKey={keyOf}
      rowClassName={(row) => classOf?.(row) ?? ''}
      pagination={false}
      columns={columns.map((column) => ({
        key: column.key,
        title: text(column.title),
        render: (_: unknown, row: Row) => column.render(row),
        ...(column.isNumber ? { align: 'right' as const, className: 'num' } : {}),
        ...(column.onPhone === 'action' ? { className: 'of-actions' } : {}),
        ...(column.width === undefined ? {} : { width: column.width }),
      }))}
    />
  )
}

function Rows<Row>({ name, columns, rows, keyOf, classOf }: Shown<Row>) {
  const text = useText()
  const of = (place: Column<Row>['onPhone']) => columns.filter((column) => (column.onPhone ?? 'line') === place)
  const facts = (row: Row) =>
    of('line')
      .map((column) => ({ column, value: column.render(row) }))
      .filter(({ value }) => value !== null && value !== undefined && value !== false && value !== '')
  const cells = (row: Row, place: Column<Row>['onPhone']) =>
    of(place).map((column) => <span key={column.key}>{column.render(row)} </span>)
  return (
    <ul className="rows" aria-label={text(name)}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={classOf?.(row)}>
          <span>{cells(row, 'name')}</span>
          <span className="row-value">{cells(row, 'value')}</span>
          {of('bare').length > 0 && <span className="row-line">{cells(row, 'bare')}</span>}
          <span className="row-facts">
            {facts(row).map(({ column, value }) => (
              <span className="row-line" key={column.key}>
                <span className="sub">{text(column.title)}</span>
                {value}
              </span>
            ))}
          </span>
          {of('action').length > 0 && <span className="row-line row-action">{cells(row, 'action')}</span>}
        </li>
      ))}
    </ul>
  )
}

function More<Row>({ pages, count }: { pages: Pages<Row>; count: number }) {
  const text = useText()
  return (
    <>
      {pages.error && <ErrorState error={pages.error} onRetry={pages.more} />}
      {pages.hasMore && (
        <div className="more-rows">
          <ButtonFace kind="normal" loading={pages.isLoadingMore} onClick={pages.more}>
            {text({ zh: '更多', en: 'More' })}
          </ButtonFace>
          <span className="sub" aria-live="polite">
            {text({ zh: `已列${count}行`, en: `${count} rows so far` })}
          </span>
        </div>
      )}
    </>
  )
}
