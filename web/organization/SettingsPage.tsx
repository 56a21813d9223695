import { Link } from 'react-router'
import { listSettings, type Setting } from '#domain/organization/settings.api.ts'
import { groupOf, noSource, type SettingGroup, settingGroups, valueWords } from '#domain/organization/settings.ts'
import { Stack } from '#web/kernel/Columns.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { forReaders } from '#web/kernel/forReaders.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { EmptyState, Loaded } from '#web/kernel/states.tsx'
import { TableLinks } from './TableLinks.tsx'

const groups = Object.keys(settingGroups) as SettingGroup[]

/** Every number the rules leave open: its value, from where, since when, set by whom, and what is to come. */
export const SettingsPage = forReaders(listSettings, SettingsView)

function SettingsView() {
  const text = useText()
  const settings = useRead(listSettings, {})
  const columns = useColumns()
  const rows = settings.data?.rows ?? []
  const open = rows.filter(({ present }) => present.source === null).length
  const coming = rows.filter(({ upcoming }) => upcoming.length > 0).length
  return (
    <>
      <PageHead
        title={{ zh: '参数', en: 'Settings' }}
        sentence={
          settings.data &&
          text({
            zh: `共${rows.length}项，${open}项未录来源${coming > 0 ? `，${coming}项另有将生效的数值` : ''}。`,
            en: `${rows.length} settings; ${open} without a recorded source${coming > 0 ? `, ${coming} with a value still to come` : ''}.`,
          })
        }
        actions={
          <>
            <Link className="button normal" to="/feed-hosts">
              {text({ zh: '允许取数的主机', en: 'Hosts of feeds' })}
            </Link>
            <TableLinks kind="setting" />
          </>
        }
      />
      <Loaded of={settings} rows={12}>
        {({ rows: all }) => (
          <Stack>
            {groups.map((group) => (
              <Panel key={group} title={settingGroups[group]} flush>
                <DataTable
                  name={settingGroups[group]}
                  columns={columns}
                  rows={all.filter(({ key }) => groupOf(key) === group)}
                  keyOf={({ key }) => key}
                  empty={<EmptyState why={{ zh: '没有参数。', en: 'No settings.' }} />}
                />
              </Panel>
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  )
}

function useColumns(): readonly Column<Setting>[] {
  const text = useText()
  const format = useFormat()
  return [
    {
      key: 'name',
      title: { zh: '参数', en: 'Setting' },
      onPhone: 'name',
      width: '30%',
      render: ({ key, name }) => <Link to={`/settings/${key.replace('.', '/')}`}>{text(name)}</Link>,
    },
    {
      key: 'value',
      title: { zh: '数值', en: 'Value' },
      onPhone: 'value',
      width: '14%',
      render: ({ present, upcoming }) => (
        <>
          <b>{text(valueWords(present.value))}</b>
          {upcoming.map((one) => (
            <div className="sub" key={one.fromOn}>
              {text({
                zh: `${format.longDay(one.fromOn)}起：${valueWords(one.value).zh}`,
                en: `from ${format.longDay(one.fromOn)}: ${valueWords(one.value).en}`,
              })}
            </div>
          ))}
        </>
      ),
    },
    {
      key: 'source',
      title: { zh: '来源', en: 'Source' },
      width: '30%',
      render: ({ present }) => present.source ?? <span className="sub">{text(noSource)}</span>,
    },
    {
      key: 'from',
      title: { zh: '生效日', en: 'In force from' },
      width: '14%',
      render: ({ present }) => <span className="nw">{format.longDay(present.fromOn)}</span>,
    },
    {
      key: 'by',
      title: { zh: '设定人', en: 'Set by' },
      render: ({ present }) => present.setBy ?? <span className="sub">{text({ zh: '规则包', en: 'Rule pack' })}</span>,
    },
  ]
}
