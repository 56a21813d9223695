import { Select } from 'antd'
import { useState } from 'react'
import type { CollectionPlan } from '#domain/collection/collectionPlan.api.ts'
import { contentFields, versionStates } from '#domain/collection/collectionPlan.ts'
import { type Change, changesOf } from '#domain/kernel/history.ts'
import { fromBoth, inBoth, inLanguage, same, type Text } from '#domain/kernel/text.ts'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useLanguage, useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import type { Version } from './VersionSheet.tsx'

/** The parts of a version by the names that the history uses, for comparison. */
export const partsOf = ({ effectiveOn, content, collectingUnit, requirementFile }: Compared) => ({
  ...{ ...content, effectiveOn, requirementFile: requirementFile?.name ?? null },
  collectingUnit: collectingUnit && inBoth(collectingUnit.name),
})
export type Compared = Pick<Version, 'effectiveOn' | 'content' | 'collectingUnit'> & {
  readonly requirementFile: { readonly name: string } | null
}

/** Two versions of a plan, field by field; nothing where there is only one. */
export function VersionComparison({ versions }: Pick<CollectionPlan, 'versions'>) {
  const text = useText()
  const [chosen, setChosen] = useState<{ readonly old?: number; readonly new?: number }>({})
  const [first, second] = versions
  if (!first || !second) return null
  const at = (number: number | undefined, otherwise: Version) =>
    versions.find((version) => version.number === number) ?? otherwise
  const [old, now] = [at(chosen.old, second), at(chosen.new, first)]
  const options = versions.map(({ number, state }) => ({
    value: number,
    label: `${text(versionName(number))}${text({ zh: '（', en: ' (' })}${text(versionStates[state])}${text({ zh: '）', en: ')' })}`,
  }))
  const select = (side: 'old' | 'new', label: Text, value: number) => (
    <Select
      aria-label={text(label)}
      value={value}
      options={options}
      popupMatchSelectWidth={false}
      onChange={(number: number) => setChosen((before) => ({ ...before, [side]: number }))}
    />
  )
  return (
    <Panel
      title={{ zh: '版本对照', en: 'Comparison' }}
      more={
        <span className="plan-compared">
          {select('old', { zh: '对照的版本', en: 'Version to compare with' }, old.number)}
          <span aria-hidden="true">→</span>
          {select('new', { zh: '看的版本', en: 'Version looked at' }, now.number)}
        </span>
      }
      flush
    >
      <ChangesTable
        name={{ zh: '版本对照', en: 'Comparison' }}
        changes={changesOf(contentFields, partsOf(old), partsOf(now))}
        titles={[versionName(old.number), versionName(now.number)]}
        same={{ zh: '两版内容相同。', en: 'Both versions say the same.' }}
      />
    </Panel>
  )
}
export const versionName = (number: number): Text => ({ zh: `第${number}版`, en: `Version ${number}` })

type ChangesProps = {
  readonly name: Text
  readonly changes: readonly Change[]
  readonly titles: readonly [Text, Text]
  readonly same: Text
}

/** What differs between two states, both in words. */
export function ChangesTable({ name, changes, titles: [before, after], same: none }: ChangesProps) {
  const text = useText()
  const format = useFormat()
  const { language } = useLanguage()
  const say = (words: string | null) =>
    words === null ? '–' : format.kept(inLanguage(fromBoth(words) ?? same(words), language))
  return (
    <DataTable
      name={name}
      rows={changes}
      keyOf={({ field }) => field}
      columns={[
        {
          key: 'field',
          title: { zh: '内容', en: 'Part' },
          onPhone: 'name',
          width: '22%',
          render: (of) => text(of.name),
        },
        { key: 'old', title: before, width: '39%', render: (of) => <del>{say(of.old)}</del> },
        { key: 'new', title: after, width: '39%', render: (of) => <ins>{say(of.new)}</ins> },
      ]}
      empty={<EmptyState why={none} />}
    />
  )
}
