import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { changeDivision } from '#domain/organization/division.api.ts'
import {
  downloadProblems,
  dryRunOrganization,
  exportOrganization,
  importOrganization,
} from '#domain/organization/import.api.ts'
import { importKindNames } from '#domain/organization/importing.ts'
import { readPerson } from '#domain/organization/person.api.ts'
import { readSession, signIn } from '#domain/session/session.api.ts'
import { writeWorkbook } from '#server/kernel/office/writeWorkbook.ts'
import { allRoutes } from '#server/main.ts'
import { importing } from '#test/fixtures/imports.ts'
import { digestOfAll } from '#test/permissions/digest.ts'
import { world } from '#test/world.ts'

const w = world(allRoutes)
const { fileOf, tried, seenIn, imported } = importing(w)
const lines = (...rows: readonly string[]): string => rows.join('\r\n')
const peopleTable = lines(
  '某办人员表,,',
  '姓名,用户名,身份',
  '朱镕,zhu.rong,公务员',
  '张喆堃,zhang.zhe,雇员',
  '䶮𠮷,yan.ji,公务员',
)
const names = async () =>
  (await w.owner.selectFrom('person').select('name').where('name', 'in', ['朱镕', '张喆堃', '䶮𠮷']).execute())
    .map(({ name }) => name)
    .toSorted()

test.each([
  ['UTF-8 without a mark', (text: string) => Buffer.from(text)],
  ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
  ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
  ['UTF-16 little-endian', (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true })],
  ['UTF-16 big-endian', (text: string) => iconv.encode(text, 'utf-16be', { addBOM: true })],
  ['semicolons', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
  ['tabs', (text: string) => Buffer.from(text.replaceAll(',', '\t'))],
] as const)('a people file in %s, rare characters and all', async (_, encode) => {
  const admin = await w.person('systemAdmin')
  const { answer } = await tried(admin, 'person', encode(peopleTable))
  expect(answer.body).toMatchObject({
    headerRow: 2,
    faults: [],
    rows: [
      { row: 3, name: '朱镕' },
      { row: 4, name: '张喆堃' },
      { row: 5, name: '䶮𠮷' },
    ],
  })
  expect(await names()).toEqual([])
})

test('an import adds people who cannot log in yet, once; the same file again has nothing to do', async () => {
  const admin = await w.person('systemAdmin')
  const answer = await imported(admin, 'person', iconv.encode(peopleTable, 'gb18030'))
  expect(answer).toMatchObject({ status: 200, body: { kind: 'person', added: 3, changed: 0 } })
  expect(await names()).toEqual(['䶮𠮷', '张喆堃', '朱镕'].toSorted())
  const { id } = await w.owner
    .selectFrom('person')
    .select('id')
    .where('userName', '=', 'yan.ji')
    .executeTakeFirstOrThrow()
  expect(await w.history(id)).toMatchObject([
    { action: 'person.create', personId: admin.id, basis: 'organization.person' },
  ])
  expect(await w.history(answer.body.id)).toMatchObject([{ action: 'organization.import' }])
  expect(await w.call(null, signIn, { body: { userName: 'yan.ji', password: 'none' } })).toMatchObject({ status: 401 })
  const { id: fileId, answer: again } = await tried(admin, 'person', peopleTable)
  const before = await digestOfAll(w)
  expect(again.body.rows.map(({ state }) => state)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  const refused = await w.call(admin, importOrganization, {
    params: { kind: 'person' },
    body: { fileId, seen: seenIn(again.body) },
  })
  expect(refused).toMatchObject({ status: 409, body: { code: 'nothing_to_import' } })
  expect(await digestOfAll(w)).toEqual(before)
})

test('the same key imports once', async () => {
  const admin = await w.person('systemAdmin')
  const { id, answer } = await tried(admin, 'person', lines('姓名,用户名,身份', '张一次,yici,雇员'))
  const key = '3f0f6d4e-7a57-4c55-9d3b-6a8f1c2b3d4e'
  const ask = { params: { kind: 'person' as const }, body: { fileId: id, seen: seenIn(answer.body) }, key }
  const [first, second] = [await w.call(admin, importOrganization, ask), await w.call(admin, importOrganization, ask)]
  expect([first.status, second.body]).toEqual([200, first.body])
})

test('with one wrong cell nothing is imported, and it is named by row and column', async () => {
  const admin = await w.person('systemAdmin')
  const table = lines('姓名,用户名,身份', '李好人,li.good,公务员', `${'名'.repeat(2000)},li.bad,工人`)
  const { id, answer } = await tried(admin, 'person', table)
  expect(answer.body.rows.map(({ state }) => state)).toEqual(['new', 'refused'])
  const before = await digestOfAll(w)
  const refused = await w.call(admin, importOrganization, {
    params: { kind: 'person' },
    body: { fileId: id, seen: seenIn(answer.body) },
  })
  expect(refused).toMatchObject({ status: 422, body: { fields: [{ path: 'row.3.A' }, { path: 'row.3.C' }] } })
  expect(await digestOfAll(w)).toEqual(before)
  const download = await w.call(admin, downloadProblems, { params: { kind: 'person', id }, query: { format: 'csv' } })
  expect((download.body as Buffer).toString()).toContain('问题')
  expect((download.body as Buffer).toString()).toContain('身份：“工人”无法识别')
})

test('a workbook with a merged title and columns in another order', async () => {
  const admin = await w.person('systemAdmin')
  const content = await writeWorkbook([
    {
      name: '处室',
      title: '口岸办各处一览表（2025年）',
      columns: ['设立日', '英文名称', '名称', '备注', '编号'].map((heading) => ({ heading })),
      rows: [
        ['2025年1月1日', 'Merged', '合并处', '新', 'MERGED'],
        ['2025-02-30', 'Bad', '坏日处', '', 'BAD'],
      ],
    },
  ])
  const { answer } = await tried(admin, 'division', content)
  expect(answer.body).toMatchObject({
    sheet: '处室',
    headerRow: 2,
    unknown: [{ column: 'D', text: '备注' }],
    rows: [
      { row: 3, state: 'new' },
      { row: 4, state: 'refused', faults: [{ column: 'A' }] },
    ],
  })
})

test.each([
  ['a damaged workbook', Buffer.from('504b0304deadbeef', 'hex')],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae100', 'hex')],
  ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
  ['bytes that are no text', Buffer.from([1, 2, 3, 0, 255])],
  ['nothing', Buffer.alloc(0)],
] as const)('%s is refused in words, nothing is imported', async (_, content) => {
  const admin = await w.person('systemAdmin')
  const { answer } = await tried(admin, 'person', content)
  expect(answer).toMatchObject({
    status: 422,
    body: { fields: [{ message: { zh: expect.stringMatching(/文件|工作簿/) } }] },
  })
})

test('what somebody changed after the dry run stops the import and is named', async () => {
  const admin = await w.person('systemAdmin')
  const code = `S${Date.now() % 100_000}`
  const head = '编号,名称,英文名称,设立日'
  expect(await imported(admin, 'division', lines(head, `${code},初名处,First,2020-01-01`))).toMatchObject({
    status: 200,
  })
  const { id, answer } = await tried(admin, 'division', lines(head, `${code},再名处,Second,2020-01-01`))
  const division = await w.owner.selectFrom('division').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  const content = { code, sort: 1, housesPerformanceOffice: false, fromOn: '2020-01-01', version: division.version }
  const meanwhile = { ...content, name: { zh: '他名处', en: 'Other' } }
  expect(await w.call(admin, changeDivision, { params: { id: division.id }, body: meanwhile })).toMatchObject({
    status: 200,
  })
  const stale = await w.call(admin, importOrganization, {
    params: { kind: 'division' },
    body: { fileId: id, seen: seenIn(answer.body) },
  })
  expect(stale).toMatchObject({
    status: 409,
    body: { code: 'changed_since_dry_run', message: { zh: expect.stringContaining('“再名处”') } },
  })
  const now = await w.owner.selectFrom('division').select('nameZh').where('code', '=', code).executeTakeFirstOrThrow()
  expect(now.nameZh).toBe('他名处')
})

test('posts are granted and ended from a file: history, membership, sessions and lines as from the form', async () => {
  const [system, security] = [await w.person('systemAdmin'), await w.person('securityAdmin')]
  const divisionId = await w.division()
  const { code } = await w.owner
    .selectFrom('division')
    .select('code')
    .where('id', '=', divisionId)
    .executeTakeFirstOrThrow()
  await imported(system, 'person', lines('姓名,用户名,身份', '新处长,new.head,公务员', '新审计,new.audit,雇员'))
  const leaving = await w.person('division.officer', divisionId)
  await w.owner.updateTable('person').set({ userName: 'leaving' }).where('id', '=', leaving.id).execute()
  const table = lines(
    '用户名,岗位,处,到任日,终止日,终止原因',
    `new.head,处长,${code},2025-11-06,,`,
    'new.audit,审计管理员,,2025-11-06,,',
    `leaving,处工作人员,${code},2010-01-01,2025-11-06,调离`,
  )
  expect(await w.call(leaving, readSession)).toMatchObject({ status: 200 })
  expect(await imported(security, 'post', table)).toMatchObject({ status: 200, body: { added: 2, changed: 1 } })
  expect(await w.call(leaving, readSession)).toMatchObject({ status: 401 })
  const head = await w.owner
    .selectFrom('person')
    .selectAll()
    .where('userName', '=', 'new.head')
    .executeTakeFirstOrThrow()
  const person = await w.call(security, readPerson, { params: { id: head.id } })
  expect(person.body.posts).toMatchObject([
    { kind: 'division.head', divisionId, isByVirtue: false },
    { kind: 'leadingGroup.member', divisionId, isByVirtue: true },
  ])
  const grants = await Promise.all(person.body.posts.map(({ id }) => w.history(id)))
  expect(grants.flat()).toMatchObject([
    { action: 'post.grant', basis: 'organization.post' },
    { action: 'post.grant', basis: 'organization.leadingGroup' },
  ])
  const audit = await w.owner
    .selectFrom('person')
    .select('line')
    .where('userName', '=', 'new.audit')
    .executeTakeFirstOrThrow()
  expect(audit.line).toBe('auditAdmin')
  expect(await w.history(leaving.postId)).toMatchObject([{ action: 'post.end' }])
})

test.each([
  ['division', ['systemAdmin']],
  ['person', ['systemAdmin']],
  ['post', ['securityAdmin']],
  ['externalBody', ['systemAdmin', 'performanceOffice.head', 'performanceOffice.staff']],
  ['setting', ['performanceOffice.head', 'performanceOffice.staff']],
] as const)('who imports: %s', async (kind, entitled) => {
  const house = await w.division()
  const posts = ['systemAdmin', 'securityAdmin', 'performanceOffice.head', 'performanceOffice.staff'] as const
  for (const post of posts) {
    const client = await w.person(post, post.startsWith('performance') ? house : null)
    const { id, answer } = await tried(client, kind, 'a,b\r\nc,d')
    const isEntitled = (entitled as readonly string[]).includes(post)
    expect([post, answer.status]).toEqual([post, isEntitled ? 200 : 403])
    const before = await digestOfAll(w)
    const act = await w.call(client, importOrganization, { params: { kind }, body: { fileId: id, seen: [] } })
    expect([post, act.status]).toEqual([post, isEntitled ? 422 : 403])
    const problems = await w.call(client, downloadProblems, { params: { kind, id } })
    expect([post, problems.status]).toEqual([post, isEntitled ? 200 : 403])
    expect(await digestOfAll(w)).toEqual(before)
  }
})

test('nobody imports the upload of another person', async () => {
  const [one, other] = [await w.person('systemAdmin'), await w.person('systemAdmin')]
  const id = await fileOf(one, peopleTable)
  expect(await w.call(other, dryRunOrganization, { params: { kind: 'person', id } })).toMatchObject({ status: 404 })
  const body = { fileId: id, seen: [] }
  expect(await w.call(other, importOrganization, { params: { kind: 'person' }, body })).toMatchObject({ status: 404 })
})

test.each(
  importKindNames.flatMap((kind) =>
    (['xlsx', 'csv'] as const).flatMap(
      (format) =>
        [
          [kind, format, 'zh'],
          [kind, format, 'en'],
        ] as const,
    ),
  ),
)('what is exported and taken in again is unchanged: %s as %s in %s', async (kind, format, language) => {
  const house = await w.division({ housesPerformanceOffice: false })
  const importer = await w.person(
    kind === 'setting' ? 'performanceOffice.head' : kind === 'post' ? 'securityAdmin' : 'systemAdmin',
    kind === 'setting' ? house : null,
  )
  await w.owner
    .insertInto('externalBody')
    .values({ kind: 'collectingUnit', nameZh: `=市${kind}${format}${language}`, nameEn: '-Unit', fromOn: '2020-01-01' })
    .execute()
  const deputy = await w.person('leadingGroup.deputy')
  await w.owner.insertInto('postCharge').values({ postId: deputy.postId, divisionId: house }).execute()
  const file = await w.call(importer, exportOrganization, { params: { kind }, query: { format, language } })
  expect(file.status).toBe(200)
  const { answer } = await tried(importer, kind, file.body as Buffer)
  expect(answer.body.faults).toEqual([])
  expect(answer.body.unknown).toEqual([])
  expect(answer.body.rows.length).toBeGreaterThan(0)
  expect(answer.body.rows.filter(({ state }) => state !== 'unchanged')).toEqual([])
})
