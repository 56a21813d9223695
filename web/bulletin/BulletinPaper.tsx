import type { BulletinPart } from '#domain/bulletin/content.ts'
import { useText } from '#web/kernel/language.tsx'
import './bulletin.css'

type Table = Extract<BulletinPart, { kind: 'table' }>

/** Paragraphs, tables and charts of a bulletin as they are printed. */
export function BulletinParts({ parts }: { readonly parts: readonly BulletinPart[] }) {
  return (
    <div className="bulletin-parts" lang="zh-CN">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name of their own and never change places
        <Part key={at} part={part} />
      ))}
    </div>
  )
}

function Part({ part }: { readonly part: BulletinPart }) {
  const text = useText()
  if (part.kind === 'heading') return <h3>{part.text}</h3>
  if (part.kind === 'text') return <p>{part.text}</p>
  if (part.kind === 'table') return <PartTable table={part} />
  return (
    <p className="sub bulletin-chart">
      {text({ zh: `（图：${part.title}，见公文文件）`, en: `(Chart: ${part.title}, in the file)` })}
    </p>
  )
}

function PartTable({ table: { title, columns, rows } }: { readonly table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is moved by the keys
    <section className="bulletin-table" aria-label={title} tabIndex={0}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, at) => (
                <td key={columns[at]?.name} className={columns[at]?.isCentred ? 'centred' : undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
