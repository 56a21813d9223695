import type { Change } from '#domain/kernel/history.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { ItemComparison, PlanComparison } from '#domain/plan/compare.ts'
import { removedAsWhole } from '#domain/plan/wholeParts.ts'
import { useText } from '#web/kernel/language.tsx'
import { DiffWords } from './DiffWords.tsx'

/** What the two sides are called: 第1版, 现行方案. */
type Names = { readonly old: Text; readonly new: Text }
type Props = { readonly comparison: PlanComparison; readonly names: Names }

/** Chapters are the office plan's, the yearly work plan is a division's. */
const titleOf = (chapters: readonly Change[]): Text =>
  chapters.some(({ field }) => field === 'workPlanText' || field === 'files')
    ? { zh: '年度工作计划', en: 'Yearly work plan' }
    : { zh: '总则', en: 'General chapters' }

/** Two versions side by side, field by field; what is the same is only counted. */
export function PlanDiff({ comparison: { chapters, items: compared, unchanged }, names }: Props) {
  const text = useText()
  const items = compared.map((item) =>
    item.kind === 'changed' ? { ...item, changes: removedAsWhole(item.changes) } : item,
  )
  const isSame = chapters.length === 0 && items.length === 0
  return (
    <>
      <p className="diff-sum">{text(sentenceOf({ chapters, items, unchanged }))}</p>
      {!isSame && (
        <table className="plain-table stacked diff">
          <thead>
            <tr>
              <th scope="col">{text({ zh: '字段', en: 'Field' })}</th>
              <th scope="col">{text(names.old)}</th>
              <th scope="col">{text(names.new)}</th>
            </tr>
          </thead>
          {chapters.length > 0 && <Group title={text(titleOf(chapters))} changes={chapters} names={names} />}
          {items.map((item) => (
            <Group
              key={item.itemId}
              code={item.code}
              title={item.title}
              mark={text(markOf(item))}
              changes={item.kind === 'changed' ? item.changes : item.changes.filter(isMain)}
              rest={item.kind === 'changed' ? 0 : item.changes.filter((change) => !isMain(change)).length}
              names={names}
            />
          ))}
        </table>
      )}
    </>
  )
}

type GroupProps = {
  readonly code?: string
  readonly title: string
  readonly mark?: string
  readonly changes: readonly Change[]
  /** Fields of phases and indicators of a whole item that is new or gone: they stand in the whole text. */
  readonly rest?: number
  readonly names: Names
}

function Group({ code, title, mark, changes, rest = 0, names }: GroupProps) {
  const text = useText()
  const before = ({ zh, en }: Text): string => text({ zh: `${zh} `, en: `${en}: ` })
  return (
    <tbody>
      <tr className="diff-head">
        <th colSpan={3} scope="rowgroup">
          {code && <span className="sub nw">{code}</span>} {title} {mark && <em>{mark}</em>}
        </th>
      </tr>
      {changes.map((change) => (
        <tr key={change.field}>
          <th scope="row">{text(change.name)}</th>
          <td data-before={before(names.old)}>
            <DiffWords before={change.old} after={change.new} side="old" />
          </td>
          <td data-before={before(names.new)}>
            <DiffWords before={change.old} after={change.new} side="new" />
          </td>
        </tr>
      ))}
      {rest > 0 && (
        <tr>
          <td colSpan={3} className="sub">
            {text({
              zh: `阶段和指标另有${rest}个字段，见全文。`,
              en: `${rest} fields of phases and indicators: see the whole text.`,
            })}
          </td>
        </tr>
      )}
    </tbody>
  )
}

const shownTwice = ['code', 'title']
const isMain = ({ field }: Change): boolean => !field.includes('.') && !shownTwice.includes(field)

const markOf = ({ kind, changes }: ItemComparison): Text => {
  if (kind === 'added') return { zh: '新增事项', en: 'New item' }
  if (kind === 'removed') return { zh: '删除事项', en: 'Removed item' }
  const n = changes.length
  return { zh: `改${n}个字段`, en: n === 1 ? '1 field changed' : `${n} fields changed` }
}

function sentenceOf({ chapters, items, unchanged }: PlanComparison): Text {
  const count = (kind: ItemComparison['kind']) => items.filter((item) => item.kind === kind).length
  const fields = items.filter(({ kind }) => kind === 'changed').flatMap(({ changes }) => changes).length
  if (items.length === 0 && chapters.length === 0) return { zh: '内容相同。', en: 'Nothing differs.' }
  const [added, removed, changed] = [count('added'), count('removed'), count('changed')]
  const parts: [number, Text][] = [
    [added, { zh: `新增${added}项`, en: `${added} new` }],
    [removed, { zh: `删除${removed}项`, en: `${removed} removed` }],
    [
      changed,
      {
        zh: `改动${changed}项、${fields}个字段`,
        en: `${changed} changed in ${fields} field${fields === 1 ? '' : 's'}`,
      },
    ],
    [chapters.length, { zh: `总则改动${chapters.length}处`, en: `${chapters.length} of the general chapters changed` }],
    [unchanged, { zh: `${unchanged}项没有变动`, en: `${unchanged} unchanged` }],
  ]
  const named = parts.filter(([number]) => number > 0).map(([, words]) => words)
  return { zh: `${named.map(({ zh }) => zh).join('，')}。`, en: `${named.map(({ en }) => en).join(', ')}.` }
}
