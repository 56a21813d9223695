import { Form, Select } from 'antd'
import type { ItemContent } from '#domain/plan/item.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'

type Props = { readonly list: 'phases' | 'indicators'; readonly at: number }

/**
 * Whose phase or indicator it is: the responsible division's, or that of a division that shares the item. Asked only
 * where some do, or where one is named that no longer does.
 */
export function PartDivision({ list, at }: Props) {
  const text = useText()
  const form = Form.useFormInstance()
  const { nameOf, lead, shares } = useSides()
  const own: string | null | undefined = Form.useWatch([list, at, 'divisionId'], { form, preserve: true })
  if (shares.length === 0 && !own) return null
  const named = [...new Set([...shares, ...(own ? [own] : [])])]
  const options = [
    { value: '', label: lead ? nameOf(lead) : text({ zh: '责任处', en: 'The responsible division' }) },
    ...named.map((id) => ({ value: id, label: text({ zh: `${nameOf(id)}（配合）`, en: `${nameOf(id)} (shares)` }) })),
  ]
  return (
    <Form.Item
      className="part-division"
      name={[at, 'divisionId']}
      label={text({ zh: '责任处', en: 'Responsible division' })}
      getValueProps={(value) => ({ value: value ?? '' })}
      normalize={(value) => value || null}
    >
      <Select options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  )
}

/** The divisions of the item that is being written, and their names. */
export function useSides() {
  const form = Form.useFormInstance()
  const divisions = useDivisionOptions()
  const watched = { form, preserve: true } as const
  const lead: string | null | undefined = Form.useWatch('responsibleDivisionId', watched)
  const coDivisions: Partial<ItemContent['coDivisions'][number]>[] | undefined = Form.useWatch('coDivisions', watched)
  return {
    lead: lead || null,
    shares: (coDivisions ?? []).flatMap((one) => one?.divisionId || []),
    nameOf: (id: string): string => divisions.find(({ value }) => value === id)?.label ?? '',
  }
}
