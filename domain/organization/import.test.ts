import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { type Sheet, sheetOf } from '#domain/kernel/sheet.ts'
import { bodyColumns, proposeBodies } from './importBodies.ts'
import { divisionColumns, type KnownDivision, proposeDivisions } from './importDivisions.ts'
import { asSeen, changedSince } from './importing.ts'
import { personColumns, proposePeople } from './importPeople.ts'
import { readTable } from './importTable.ts'

const today = '2025-11-06'
const actorAs = (post: PostKind, id = 'admin'): Actor => ({
  ...{ id, post, name: '管理员', postId: 'p', divisionId: null, inChargeOf: [] },
})
const as = (post: PostKind) => ({ actor: actorAs(post), today, settings: {} as never })
const sheet = (rows: readonly (readonly string[])[]): readonly Sheet[] => [
  sheetOf(rows.map((cells, at) => ({ line: at + 1, cells }))),
]
const faultsOf = (
  rows: readonly { row: number; faults: readonly { column: string | null; message: { zh: string } }[] }[],
) => rows.flatMap(({ row, faults }) => faults.map(({ column, message }) => `${column ?? '-'}${row} ${message.zh}`))
const statesOf = (rows: readonly { state: string }[]) => rows.map(({ state }) => state)

const division = (code: string, more: Partial<KnownDivision> = {}): KnownDivision => ({
  ...{ id: code, version: 3, code, nameZh: `${code}处`, nameEn: `Division ${code}`, sort: 1, toOn: null },
  ...{ housesPerformanceOffice: false, fromOn: '2010-01-01' },
  ...more,
})
const divisions = (rows: readonly (readonly string[])[], known: readonly KnownDivision[], officePosts = 0) =>
  proposeDivisions(readTable(sheet(rows), divisionColumns), { divisions: known, officePosts }, as('systemAdmin'))

describe('divisions', () => {
  const heading = ['编号', '名称', '英文名称', '排列次序', '办绩效办所在处', '设立日']
  const known = [division('A', { housesPerformanceOffice: true }), division('B')]

  test('new, changed and unchanged, with what changes', () => {
    const rows = divisions(
      [
        heading,
        ['A', 'A处', 'Division A', '1', '是', '2010-01-01'],
        ['B', 'B新处', 'Division B', '1', '', '2010/1/1'],
        ['C', '丙处', 'C', '', '', '2025年1月1日'],
      ],
      known,
    )
    expect(statesOf(rows)).toEqual(['unchanged', 'changed', 'new'])
    expect(rows[1]?.changes).toMatchObject([{ field: 'nameZh', old: 'B处', new: 'B新处' }])
    expect(rows.map(({ version }) => version)).toEqual([3, 3, null])
    expect(rows[2]?.content).toMatchObject({ sort: 2, fromOn: '2025-01-01', housesPerformanceOffice: false })
  })
  test('each fault at its cell', () => {
    const rows = divisions(
      [
        heading,
        ['', '无编号', 'x', '1', '', '2025-01-01'],
        ['C', '字'.repeat(61), 'x', '第一', '也许', '2025-13-01'],
        ['D', 'D', 'D', '', '', '2025-01-01'],
        ['D', 'D', 'D', '', '', '2025-01-01'],
      ],
      known,
    )
    expect(faultsOf(rows)).toEqual([
      'A2 须填写。',
      'B3 至多60个字符。',
      'D3 应为整数。',
      'E3 应为“是”或“否”。',
      'F3 应为日期，如2025-11-06。',
      'A5 与第4行重复。',
    ])
  })
  test('a new one needs columns that a known one can do without', () => {
    const rows = divisions(
      [
        ['编号', '名称'],
        ['A', '甲处'],
        ['C', '丙处'],
      ],
      known,
    )
    expect(statesOf(rows)).toEqual(['changed', 'refused'])
    expect(faultsOf(rows)).toEqual(['-3 新增须有“英文名称”一列。', '-3 新增须有“设立日”一列。'])
  })
  test('the performance office moves, in either order of the rows, and never to two divisions', () => {
    const move = [
      ['A', 'A处', '否'],
      ['B', 'B处', '是'],
    ]
    for (const rows of [move, move.toReversed()])
      expect(statesOf(divisions([['编号', '名称', '办绩效办'], ...rows], known))).toEqual(['changed', 'changed'])
    const away = divisions(
      [
        ['编号', '名称', '办绩效办'],
        ['A', 'A处', '否'],
      ],
      known,
    )
    expect(faultsOf(away)[0]).toContain('C2 办绩效办须设在一个处')
    const held = divisions(
      [
        ['编号', '名称', '办绩效办'],
        ['B', 'B处', '是'],
      ],
      known,
      2,
    )
    expect(faultsOf(held)[0]).toContain('C2 办绩效办设在A处，还有2个岗位没有终止')
    const two = divisions(
      [
        ['编号', '名称', '办绩效办'],
        ['B', 'B处', '是'],
        ['C', 'C处', '是'],
      ],
      [...known, division('C')],
    )
    expect(statesOf(two)).toEqual(['changed', 'refused'])
  })
  test('any order of the columns says the same', () => {
    const rows = [heading, ['A', 'A处', 'Division A', '7', '是', '2010-01-01'], ['C', '镕喆𠮷', 'C', 'x', '', '']]
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 }), (order) => {
        const shuffled = divisions(
          rows.map((cells) => order.map((at) => cells[at] ?? '')),
          known,
        )
        const straight = divisions(rows, known)
        expect(shuffled.map(({ faults: _faults, ...row }) => row)).toEqual(
          straight.map(({ faults: _faults, ...row }) => row),
        )
        expect(
          faultsOf(shuffled)
            .map((text) => text.slice(1))
            .toSorted(),
        ).toEqual(
          faultsOf(straight)
            .map((text) => text.slice(1))
            .toSorted(),
        )
      }),
    )
  })
})

describe('people', () => {
  const song = { id: '1', name: '宋知远', userName: 'song', kind: 'civilServant' as const, version: 2 }
  const known = [{ ...song, mailAddress: 'song@old.cn' }]
  const limited = { ...as('systemAdmin'), settings: { 'reminder.mailDomains': 'kouan.cn、gov.cn' } as never }
  const proposed = (heading: readonly string[], rows: readonly (readonly string[])[]) =>
    proposePeople(readTable(sheet([heading, ...rows]), personColumns), known, limited)
  const people = (rows: readonly (readonly string[])[]) => proposed(['姓名', '用户名', '身份'], rows)
  const withMail = (rows: readonly (readonly string[])[]) => proposed(['姓名', '用户名', '身份', '电子邮箱'], rows)

  test('known by user name, in any letters', () => {
    const rows = people([
      ['宋知远', 'SONG', '公务员'],
      ['宋致远', 'ｓｏｎｇ', '公务员'],
      ['䶮𠮷', 'yan', '雇员'],
    ])
    expect(statesOf(rows)).toEqual(['unchanged', 'refused', 'new'])
    expect(faultsOf(rows)).toEqual(['B3 与第2行重复。'])
  })
  test('each fault at its cell', () => {
    expect(
      faultsOf(
        people([
          ['宋', '张三', '工人'],
          ['名'.repeat(2000), '', ''],
        ]),
      ),
    ).toEqual([
      'A2 至少2个字符。',
      'B2 用户名为2至40个小写字母、数字、点或短横，以字母开头。',
      'C2 “工人”无法识别，应为：公务员、雇员。',
      'A3 至多40个字符。',
      'B3 没有填写，或写法不对。',
      'C3 须填写。',
    ])
  })
  test('a mail address: a new one, one in full-width letters; blank leaves what is there', () => {
    const rows = withMail([
      ['宋知远', 'song', '公务员', 'song@kouan.cn'],
      ['䶮𠮷', 'yan', '雇员', 'ｙａｎ＠ｇｏｖ．ｃｎ'],
      ['李好人', 'li', '雇员', ''],
    ])
    expect(faultsOf(rows)).toEqual([])
    expect(rows[0]?.changes).toMatchObject([{ field: 'mailAddress', old: 'song@old.cn', new: 'song@kouan.cn' }])
    expect(rows.map(({ content }) => content?.mailAddress)).toEqual(['song@kouan.cn', 'yan@gov.cn', null])
    const [blank] = withMail([['宋知远', 'song', '公务员', '']])
    expect([blank?.state, blank?.content?.mailAddress]).toEqual(['unchanged', 'song@old.cn'])
  })
  test('an address of another domain is refused where it is new, at its cell', () => {
    const rows = withMail([
      ['宋知远', 'song', '雇员', 'song@old.cn'],
      ['李好人', 'li', '雇员', 'li@old.cn'],
      ['王好人', 'wang', '雇员', 'wang@'],
    ])
    expect(statesOf(rows)).toEqual(['changed', 'refused', 'refused'])
    expect(faultsOf(rows)).toEqual([
      'D3 邮箱地址限于本单位的域名kouan.cn、gov.cn，li@old.cn不在其内。',
      'D4 应为邮箱地址，如zhouyining@example.gov.cn。',
    ])
  })
})

test('outside bodies: known by kind and name', () => {
  const known = [
    {
      id: '1',
      kind: 'collectingUnit' as const,
      nameZh: '市统计局',
      nameEn: 'Statistics',
      fromOn: '2010-01-01',
      toOn: null,
      version: 4,
    },
  ]
  const rows = proposeBodies(
    readTable(
      sheet([
        ['类别', '名称', '英文名称', '起始日', '终止日'],
        ['市级数据采集责任单位', '市统计局', 'Statistics', '2010-01-01', ''],
        ['市公报室', '市统计局', 'Gazette', '2010-01-01', '2009-01-01'],
        ['市公报室', '市公报室', 'Gazette', '2010-01-01', '2030-01-01'],
        ['市公报室', '市公报室', 'Gazette', '2010-01-01', ''],
      ]),
      bodyColumns,
    ),
    known,
    as('systemAdmin'),
  )
  expect(statesOf(rows)).toEqual(['unchanged', 'refused', 'new', 'refused'])
  expect(faultsOf(rows)).toEqual(['E3 终止日2009年1月1日不晚于开始日2010年1月1日。', 'B5 与第4行重复。'])
})

test('what somebody changed after the dry run is named', () => {
  const row = (at: number, version: number | null) => ({
    ...{ row: at, version, name: `第${at}个` },
    state: 'new' as const,
    changes: [],
    faults: [],
  })
  const rows = [row(2, 1), row(3, null), row(4, 2)]
  expect(
    changedSince(rows, [
      { row: 2, version: 1 },
      { row: 3, version: null },
      { row: 4, version: 2 },
    ]),
  ).toEqual([])
  const names = changedSince(rows, [
    { row: 2, version: 1 },
    { row: 3, version: 1 },
  ])
  expect(names).toEqual(['第3个', '第4个'])
  expect(asSeen.message({ changedSince: names }, as('systemAdmin')).zh).toContain('“第3个”、“第4个”')
})
