import { Form } from 'antd'
import type { Outcome, ReorganisationContent } from '#domain/organization/reorganisation.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { useSuccessorOptions } from './choices.ts'

type Exceptions = ReorganisationContent['ended'][number]['items']
type Props = {
  readonly outcome: Outcome | null
  /** The place of the division that ends among the others. */
  readonly at: number
  readonly value?: Exceptions
  readonly onChange?: (items: Exceptions) => void
}

/** Items of a division that ends which go elsewhere than the rest. */
export function ItemSuccessors({ outcome, at, value = [], onChange }: Props) {
  const text = useText()
  const options = useSuccessorOptions()
  const divisionId = Form.useWatch<string | undefined>(['content', 'ended', at, 'divisionId'])
  const name = outcome?.ended.find((end) => end.divisionId === divisionId)?.name.zh
  const items = new Map(
    (outcome?.items ?? []).filter(({ from }) => from.zh === name).map((item) => [item.itemId, item]),
  )
  if (items.size === 0) return null
  const choose = (itemId: string, successor: string | undefined) => {
    const others = value.filter((one) => one.itemId !== itemId)
    onChange?.(successor ? [...others, { itemId, successor }] : others)
  }
  return (
    <details>
      <summary>{text({ zh: `逐项指定（${items.size}项）`, en: `Item by item (${items.size})` })}</summary>
      <ul className="item-successors">
        {[...items.values()].map(({ itemId, code, title }) => (
          <li key={itemId}>
            <span>
              <span className="nw">{code}</span>　{title}
            </span>
            <Select
              aria-label={text({ zh: `承接处：${code}`, en: `Successor: ${code}` })}
              value={value.find((one) => one.itemId === itemId)?.successor ?? null}
              options={options}
              allowClear
              onChange={(successor) => choose(itemId, successor ?? undefined)}
            />
          </li>
        ))}
      </ul>
    </details>
  )
}
