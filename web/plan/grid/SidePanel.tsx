import { Form } from 'antd'
import { memo, useEffect } from 'react'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { IndicatorFields } from '../IndicatorFields.tsx'
import { CityRow, Measured, OtherPeople, WhitePaper } from '../ItemFields.tsx'
import { contentOfValues, type ItemValues } from '../itemForm.ts'
import { PhaseFields } from '../PhaseFields.tsx'
import { ShareFields } from '../ShareFields.tsx'
import type { DraftPlan } from '../writtenPlan.tsx'
import { differing, type Field, type GridRow } from './gridRow.ts'

type Props = {
  readonly plan: DraftPlan
  readonly row: GridRow | undefined
  /** The cursor stands below the last row. */
  readonly isBelow: boolean
  readonly onSet: (row: string, values: Partial<ItemValues>) => void
}

/** The long fields of the item in whose row the cursor stands; saved like the cells, undone like them. */
export const SidePanel = memo(function SidePanel({ plan, row, isBelow, onSet }: Props) {
  const text = useText()
  return (
    <aside id="grid-side" className="grid-side" tabIndex={-1} aria-label={text({ zh: '所选事项', en: 'Item chosen' })}>
      {row && !isBelow ? (
        <SideForm key={row.key} {...{ plan, row, onSet }} />
      ) : (
        <Panel title={{ zh: '所选事项', en: 'Item chosen' }}>
          <p className="mid">
            {text({
              zh: '光标所在行的目标、阶段、措施和指标在这里写。',
              en: 'Goal, phases, measures and indicators of the row chosen are written here.',
            })}
          </p>
        </Panel>
      )}
    </aside>
  )
})

function SideForm({ plan, row, onSet }: Omit<Props, 'row' | 'isBelow'> & { row: GridRow }) {
  const [form] = Form.useForm<ItemValues>()
  const { content } = row
  const { code, title } = content
  // what was undone, merged or written in the grid comes into the fields; what is being typed here stays
  useEffect(() => {
    const shown = contentOfValues({ ...content, ...form.getFieldsValue(true) })
    if (differing(shown, content).length > 0) form.setFieldsValue(content)
  }, [form, content])
  return (
    <Form<ItemValues>
      form={form}
      layout="vertical"
      initialValues={content}
      onValuesChange={(changed, all) => {
        const now = contentOfValues({ ...content, ...all })
        const fields = Object.keys(changed) as Field[]
        onSet(row.key, Object.fromEntries(fields.map((field) => [field, now[field]])))
      }}
    >
      <div className="stack">
        <h2 className="side-title">
          <span className="nw">{code}</span>　{title}
        </h2>
        <Measured />
        <PhaseFields
          plan={plan}
          onMoved={(phases) => onSet(row.key, { phases: contentOfValues({ ...content, phases }).phases })}
        />
        <ShareFields />
        <IndicatorFields />
        <Panel title={{ zh: '其他', en: 'More' }}>
          <div className="fields">
            <OtherPeople />
            <WhitePaper />
            <CityRow plan={plan} />
          </div>
        </Panel>
      </div>
    </Form>
  )
}
