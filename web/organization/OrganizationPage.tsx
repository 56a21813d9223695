import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { listDivisions } from '#domain/organization/organization.api.ts'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { DivisionList } from './DivisionList.tsx'
import { PeopleList } from './PeopleList.tsx'

/** Who is here, in which division, under which post. */
export function OrganizationPage() {
  const text = useText()
  const [search, setSearch] = useSearchParams()
  const divisions = useRead(listDivisions, {})
  const present = divisions.data?.rows.filter(({ isPresent }) => isPresent) ?? []
  const house = present.find(({ housesPerformanceOffice }) => housesPerformanceOffice)
  return (
    <>
      <PageHead
        title={{ zh: '人员与处室', en: 'People and divisions' }}
        sentence={
          divisions.data &&
          text({
            zh: `全办${present.length}个处，${house ? `办绩效办设在${house.name.zh}` : '还没有设定办绩效办所在处'}。`,
            en: `${present.length} divisions; ${house ? `the performance office sits in ${house.name.en}` : 'no division houses the performance office yet'}.`,
          })
        }
      />
      <Tabs
        activeKey={search.get('tab') === 'divisions' ? 'divisions' : 'people'}
        onChange={(tab) => setSearch(tab === 'people' ? {} : { tab })}
        items={[
          { key: 'people', label: text({ zh: '人员', en: 'People' }), children: <PeopleList /> },
          { key: 'divisions', label: text({ zh: '处室', en: 'Divisions' }), children: <DivisionList /> },
        ]}
        destroyOnHidden
      />
    </>
  )
}
