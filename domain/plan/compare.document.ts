import type { PlanComparison } from './compare.ts'

export type Compared = { readonly title: string; readonly old: number; readonly new: number }

/** The columns of 版本对照表 with their part of the width. */
export const comparisonColumns = ({ old, new: now }: Compared) =>
  [
    { name: '序号', share: 4, isCentred: true },
    { name: '事项', share: 16 },
    { name: '变动', share: 6, isCentred: true },
    { name: '字段', share: 14 },
    { name: `第${old}版`, share: 30 },
    { name: `第${now}版`, share: 30 },
  ] as const

const kinds = { added: '新增', removed: '删除', changed: '修改' } as const

/** One row for each field that differs, chapters first. Chinese, as office papers are. */
export function comparisonRows({ chapters, items }: PlanComparison): string[][] {
  const rows = [
    ...chapters.map((change) => ['总则', kinds.changed, change] as const),
    ...items.flatMap(({ code, title, kind, changes }) =>
      changes.map((change) => [`${code} ${title}`, kinds[kind], change] as const),
    ),
  ]
  return rows.map(([of, kind, { name, old, new: now }], at) => [
    String(at + 1),
    of,
    kind,
    name.zh,
    old ?? '',
    now ?? '',
  ])
}

export const comparisonTitle = ({ title, old, new: now }: Compared): string => `${title}第${old}版与第${now}版对照表`

/** How many items are new, gone, changed and the same. */
export function comparisonRemark({ chapters, items, unchanged }: PlanComparison): string {
  const count = (wanted: keyof typeof kinds) => items.filter(({ kind }) => kind === wanted).length
  const counts = `新增${count('added')}项，删除${count('removed')}项，修改${count('changed')}项，未变${unchanged}项`
  return chapters.length > 0 ? `${counts}；总则有改动` : counts
}
