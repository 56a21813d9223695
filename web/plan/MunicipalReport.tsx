import { frequencies } from '#domain/calendar/periods.ts'
import type { DryRun } from '#domain/plan/municipalImport.api.ts'
import { officeClasses } from '#domain/plan/municipalRow.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { LightTag } from '#web/kernel/StatusTags.tsx'
import { EmptyState } from '#web/kernel/states.tsx'

type Fault = DryRun['errors'][number]
type Line = {
  readonly row: number
  readonly read: DryRun['rows'][number] | undefined
  readonly errors: readonly Fault[]
  readonly warnings: readonly Fault[]
}

/** Every row of the sheet that was read or refused, in its order. */
function linesOf({ rows, errors, warnings }: DryRun): Line[] {
  const numbers = new Set([...rows, ...errors, ...warnings].map(({ row }) => row))
  return [...numbers]
    .toSorted((a, b) => a - b)
    .map((row) => ({
      row,
      read: rows.find((one) => one.row === row),
      errors: errors.filter((fault) => fault.row === row),
      warnings: warnings.filter((fault) => fault.row === row),
    }))
}

/** What the trial made of the file: each row accepted or refused, and why. */
export function MunicipalReport({ run }: { run: DryRun }) {
  const text = useText()
  const refused = new Set(run.errors.map(({ row }) => row)).size
  const taken = new Set(run.rows.map(({ row }) => row))
  const adapted = new Set(run.warnings.flatMap(({ row, isAdapted }) => (isAdapted && taken.has(row) ? [row] : []))).size
  return (
    <Panel
      title={{ zh: '试读结果', en: 'What was read' }}
      note={text({
        zh: `${run.title}：接受${run.rows.length}行（其中改动${adapted}行），拒绝${refused}行，提示${run.warnings.length}处`,
        en: `${run.title}: ${run.rows.length} rows accepted (${adapted} of them as read), ${refused} refused, hints: ${run.warnings.length}`,
      })}
      flush
    >
      <DataTable
        name={{ zh: '试读结果', en: 'What was read' }}
        columns={useColumns(run)}
        keyOf={({ row }) => String(row)}
        rows={linesOf(run)}
        empty={<EmptyState why={{ zh: '文件里没有指标。', en: 'There is no indicator in the file.' }} />}
      />
    </Panel>
  )
}

function useColumns(run: DryRun): Column<Line>[] {
  const text = useText()
  const kind = run.officeClass
  return [
    {
      key: 'row',
      title: { zh: '行', en: 'Row' },
      isNumber: true,
      onPhone: 'value',
      render: ({ row }) => row,
    },
    {
      key: 'name',
      title: { zh: '指标', en: 'Indicator' },
      onPhone: 'name',
      render: ({ read }) =>
        read ? (
          <span className="two-lines">
            <span>
              {read.number}　{read.name}
            </span>
            <span className="sub">
              {read.level1.name}　{read.level2}
            </span>
          </span>
        ) : (
          '–'
        ),
    },
    {
      key: 'unit',
      title: { zh: '责任单位', en: 'Collecting unit' },
      render: ({ read }) => read?.collectingUnits.join('、') || '–',
    },
    {
      key: 'frequency',
      title: { zh: '频度', en: 'Frequency' },
      width: 96,
      render: ({ read }) => (read?.frequency ? text(frequencies[read.frequency]) : '–'),
    },
    {
      key: 'weight',
      title: { zh: `权重（${officeClasses[kind].zh}）`, en: `Weight (${officeClasses[kind].en})` },
      isNumber: true,
      render: ({ read }) => (read?.weights[kind] != null ? `${read.weights[kind]}%` : '–'),
    },
    {
      key: 'result',
      title: { zh: '结果', en: 'Result' },
      onPhone: 'bare',
      render: ({ read, errors, warnings }) => (
        <span className="two-lines">
          <span>
            {errors.length > 0 || !read ? (
              <LightTag
                light={errors.length > 0 ? 'red' : 'yellow'}
                label={errors.length > 0 ? { zh: '拒绝', en: 'Refused' } : { zh: '未读入', en: 'Not read' }}
              />
            ) : warnings.some(({ isAdapted }) => isAdapted) ? (
              <LightTag light="blue" label={{ zh: '改动后接受', en: 'Accepted as read' }} />
            ) : (
              <LightTag light="green" label={{ zh: '接受', en: 'Accepted' }} />
            )}
          </span>
          {[...errors, ...warnings].map(({ message, column }) => (
            <span className="sub" key={`${column} ${message.zh}`}>
              {text(message)}
            </span>
          ))}
        </span>
      ),
    },
  ]
}
