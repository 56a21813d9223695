import { Link } from 'react-router'
import { frequencies } from '#domain/calendar/periods.ts'
import type { CatalogueEntry } from '#domain/catalogue/catalogue.api.ts'
import { directions } from '#domain/catalogue/direction.ts'
import type { Column } from '#web/kernel/DataTable.tsx'
import { formatNumber } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'

/** Names are indented by their level; where the list is narrowed each row says what it stands under. */
export function useCatalogueColumns(isFiltered: boolean): readonly Column<CatalogueEntry>[] {
  const text = useText()
  return [
    {
      key: 'number',
      title: { zh: '编号', en: 'Number' },
      render: ({ number }) => <span className="nw">{number}</span>,
    },
    {
      key: 'name',
      title: { zh: '名称', en: 'Name' },
      onPhone: 'name',
      width: '34%',
      render: ({ indicatorId, name, trail, withdrawnOn }) => (
        <span className="catalogue-name">
          <Link to={`/catalogue/${indicatorId}`}>{name}</Link>
          {withdrawnOn && <span className="sub"> {text({ zh: '已停用', en: 'out of use' })}</span>}
          {isFiltered && trail.length > 0 && (
            <span className="sub catalogue-trail">{trail.map((one) => one.name).join(' › ')}</span>
          )}
        </span>
      ),
    },
    { key: 'unit', title: { zh: '单位', en: 'Unit' }, render: ({ unit }) => unit || null },
    {
      key: 'direction',
      title: { zh: '方向', en: 'Direction' },
      onPhone: 'none',
      render: ({ level, direction }) => (level === 3 && direction !== 'none' ? text(directions[direction]) : null),
    },
    {
      key: 'frequency',
      title: { zh: '频度', en: 'Frequency' },
      render: ({ frequency }) => frequency && text(frequencies[frequency]),
    },
    {
      key: 'unitOf',
      title: { zh: '数据采集责任单位', en: 'Collecting unit' },
      render: ({ collectingUnit }) => collectingUnit && text(collectingUnit.name),
    },
    {
      key: 'base',
      title: { zh: '基期值', en: 'Base value' },
      isNumber: true,
      onPhone: 'none',
      render: ({ base }) => base !== null && formatNumber(base),
    },
    {
      key: 'target',
      title: { zh: '目标值', en: 'Target' },
      isNumber: true,
      onPhone: 'value',
      render: ({ target }) => target !== null && formatNumber(target),
    },
  ]
}
