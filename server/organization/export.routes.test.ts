import { expect, test } from 'vitest'
import { downloadTemplate, exportOrganization, listOrganizationImports } from '#domain/organization/import.api.ts'
import { importKindNames } from '#domain/organization/importing.ts'
import { readTable } from '#server/kernel/office/readTable.ts'
import { allRoutes } from '#server/main.ts'
import { importing } from '#test/fixtures/imports.ts'
import { type Client, world } from '#test/world.ts'

const w = world(allRoutes)
const { tried, imported } = importing(w)
const lines = (...rows: readonly string[]): string => rows.join('\r\n')

test('an export says exactly what the list shows, neutral and without user names where they are not shown', async () => {
  const divisionId = await w.division()
  const staff = await w.person('performanceOffice.staff', divisionId)
  const officer = await w.person('division.officer', divisionId, '=HYPERLINK("x")')
  const admin = await w.person('systemAdmin')
  const own = await w.call(staff, exportOrganization, {
    params: { kind: 'person' },
    query: { format: 'csv', divisionId },
  })
  const text = (own.body as Buffer).toString()
  expect(text.startsWith('\uFEFF姓名,身份,状态,岗位')).toBe(true)
  expect(text).toContain(`'=HYPERLINK`)
  expect(text.trim().split('\r\n')).toHaveLength(3)
  const { userName } = await w.owner
    .selectFrom('person')
    .select('userName')
    .where('id', '=', officer.id)
    .executeTakeFirstOrThrow()
  expect(text).not.toContain(userName)
  const sent = await w.call(admin, exportOrganization, { params: { kind: 'person' }, query: { divisionId } })
  const table = await readTable({ name: '人员.xlsx', bytes: sent.body as Buffer })
  expect(table).toMatchObject({ ok: true })
  expect(JSON.stringify(table)).toContain(userName)
  expect(await w.call(officer, exportOrganization, { params: { kind: 'person' } })).toMatchObject({ status: 403 })
  expect(await w.call(officer, exportOrganization, { params: { kind: 'setting' } })).toMatchObject({ status: 403 })
})

test.each(importKindNames)('an empty table of %s has a remark and headings, and nothing to import', async (kind) => {
  const house = await w.division()
  const client = await w.person(
    kind === 'setting' ? 'performanceOffice.head' : kind === 'post' ? 'securityAdmin' : 'systemAdmin',
    kind === 'setting' ? house : null,
  )
  for (const format of ['xlsx', 'csv'] as const) {
    const file = await w.call(client, downloadTemplate, { params: { kind }, query: { format } })
    const { answer } = await tried(client, kind, file.body as Buffer)
    expect(answer.body).toMatchObject({
      headerRow: 2,
      unknown: [],
      faults: [{ message: { zh: '表头以下没有内容。' } }],
    })
    const { headings } = answer.body as unknown as { headings: { text: string }[] }
    expect(headings.some(({ text }) => text.endsWith('（必填）'))).toBe(true)
  }
})

test('imports are listed to whoever sees what was imported', async () => {
  const [admin, security] = [await w.person('systemAdmin'), await w.person('securityAdmin')]
  await imported(admin, 'externalBody', lines('类别,名称,英文名称,起始日', '市公报室,列表室,Listed,2020-01-01'))
  const kinds = async (client: Client) =>
    (await w.call(client, listOrganizationImports)).body.rows.map(({ kind }) => kind)
  expect(await kinds(admin)).toContain('externalBody')
  expect(await kinds(security)).not.toContain('externalBody')
})
