import { Input, Segmented, Select, Tabs } from 'antd'
import { type Column, DataTable } from '../DataTable.tsx'
import { Panel } from '../Panel.tsx'
import { StageTag } from '../StatusTags.tsx'
import { EmptyState } from '../states.tsx'
import { type Value, values } from './example.ts'

const columns: readonly Column<Value>[] = [
  {
    key: 'name',
    title: { zh: '指标', en: 'Indicator' },
    render: (row) => <a href="#row">{row.name}</a>,
    onPhone: 'name',
  },
  { key: 'now', title: { zh: '本期', en: 'Now' }, render: (row) => <b>{row.now}</b>, isNumber: true, onPhone: 'value' },
  { key: 'before', title: { zh: '上月', en: 'Before' }, render: (row) => row.before, isNumber: true },
  { key: 'stage', title: { zh: '环节', en: 'Stage' }, render: () => <StageTag stage="accepted" />, onPhone: 'bare' },
  { key: 'proof', title: { zh: '佐证', en: 'Proof' }, render: (row) => row.proof, onPhone: 'none' },
]
const empty = (
  <EmptyState
    why={{ zh: '没有符合条件的事项。', en: 'No items match.' }}
    next={{ zh: '可以放宽“处”。', en: 'Widen the division.' }}
  />
)

export function ListExamples() {
  return (
    <>
      <div className="filters">
        <Select
          aria-label="处"
          defaultValue="all"
          options={[
            { value: 'all', label: '全部处' },
            { value: 'one', label: '陆路口岸一处' },
          ]}
        />
        <Input aria-label="查找" placeholder="名称" />
        <Segmented aria-label="排列" options={['指标 × 期', '处 × 期', '日历']} />
      </div>
      <Tabs
        items={[
          { key: '1', label: '总览' },
          { key: '2', label: '阶段' },
          { key: '3', label: '数据 3' },
        ]}
      />
      <Panel title={{ zh: '清单', en: 'List' }} flush>
        <DataTable
          name={{ zh: '清单', en: 'List' }}
          columns={columns}
          keyOf={(row) => row.name}
          pages={{
            rows: values,
            error: null,
            hasMore: true,
            isLoadingMore: false,
            more: () => undefined,
            retry: () => undefined,
          }}
          empty={empty}
        />
      </Panel>
      <Panel title={{ zh: '空清单', en: 'Empty list' }} flush>
        <DataTable
          name={{ zh: '空清单', en: 'Empty' }}
          columns={columns}
          keyOf={(row) => row.name}
          rows={[]}
          empty={empty}
        />
      </Panel>
    </>
  )
}
