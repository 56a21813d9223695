import type { Item } from '#domain/plan/item.api.ts'
import { itemKinds, methods } from '#domain/plan/item.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useSession } from '#web/kernel/session.tsx'

const names = (people: readonly { readonly name: string }[]): string => people.map(({ name }) => name).join('、')

/** The basic facts; what is not there is left out. */
export function ItemAbout({ item }: { item: Item }) {
  const text = useText()
  const format = useFormat()
  const { dimensions } = useSession().pack
  const [from, to] = [format.day(item.startsOn), format.day(item.endsOn)]
  const all = [
    ['类别', 'Kind', text(itemKinds[item.kind])],
    ['维度', 'Dimension', text(dimensions[item.dimension] ?? { zh: item.dimension, en: item.dimension })],
    ['权重', 'Weight', item.weight],
    ['约束性', 'Binding', item.binding ? text({ zh: '是', en: 'Yes' }) : text({ zh: '否', en: 'No' })],
    ['公共服务白皮书', 'White paper', item.isWhitePaper && text({ zh: '列入', en: 'Goes into it' })],
    ['年度目标', 'Yearly goal', item.goal],
    ['评价方法', 'Method', item.method && text(methods[item.method])],
    ['期间', 'Period', text({ zh: `${from}至${to}`, en: `${from} to ${to}` })],
    ['责任处', 'Responsible division', item.responsibleDivision && text(item.responsibleDivision.name)],
    ['协调处', 'Coordinating division', item.coordinatingDivision && text(item.coordinatingDivision.name)],
    ['配合处', 'Co-responsible', item.coDivisions.map(({ division }) => text(division.name)).join('、')],
    ['主要责任人', 'Main responsible', item.mainResponsiblePerson?.name],
    ['责任人', 'Responsible', names(item.responsiblePersons)],
    ['参与人', 'Participants', names(item.participants)],
    ['数据报送方式', 'Reporting', item.reporting],
  ] as const
  return (
    <Panel title={{ zh: '基本情况', en: 'About it' }}>
      <Facts facts={all.flatMap(([zh, en, value]) => (value ? [{ name: { zh, en }, value }] : []))} />
    </Panel>
  )
}
