import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, PostKind } from '#domain/kernel/actor.ts'
import { type Sheet, sheetOf } from '#domain/kernel/sheet.ts'
import { proposePosts } from './importPostRules.ts'
import { type KnownOrganization, type KnownPost, postColumns } from './importPosts.ts'
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

const holder = (id: string, name = `${id}某`) => ({ id, name, userName: id, isDisabled: false, version: 1 })
const post = (id: string, personId: string, kind: PostKind, more: Partial<KnownPost> = {}): KnownPost => ({
  ...{ id, personId, kind, divisionId: null, byVirtueOf: null, inChargeOf: [], fromOn: '2020-01-01', toOn: null },
  ...more,
})
const office: KnownOrganization = {
  today,
  people: [
    holder('admin'),
    holder('head'),
    holder('lead'),
    holder('next'),
    holder('new'),
    { ...holder('gone'), isDisabled: true },
  ],
  divisions: [
    { id: 'd1', code: '01', nameZh: '秘书处', nameEn: 'Secretariat', fromOn: '2010-01-01', toOn: null, houses: true },
    {
      id: 'd2',
      code: '02',
      nameZh: '规划处',
      nameEn: 'Planning',
      fromOn: '2010-01-01',
      toOn: '2026-01-01',
      houses: false,
    },
  ],
  posts: [
    post('p1', 'admin', 'securityAdmin'),
    post('p2', 'lead', 'leadingGroup.head', { inChargeOf: ['d1'] }),
    post('p3', 'head', 'division.head', { divisionId: 'd2' }),
    post('p4', 'head', 'leadingGroup.member', { divisionId: 'd2', byVirtueOf: 'p3' }),
  ],
}
const heading = ['用户名', '姓名', '岗位', '处', '到任日', '终止日', '分管', '终止原因']
const posts = (rows: readonly (readonly string[])[], known = office) =>
  proposePosts(readTable(sheet([heading, ...rows]), postColumns), known, as('securityAdmin'))

describe('posts', () => {
  test('what is there is unchanged, the membership that comes by virtue too', () => {
    const rows = posts([
      ['lead', 'lead某', '领导小组组长', '', '2020-01-01', '', '秘书处', ''],
      ['head', '', '处长', '规划处', '2020-01-01', '', '', ''],
      ['head', '', '领导小组成员', '02', '2020-01-01', '', '', ''],
    ])
    expect(faultsOf(rows)).toEqual([])
    expect(statesOf(rows)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })
  test.each([
    ['to oneself', ['admin', '', 'auditAdmin', '', '2025-11-06', '', '', ''], 'A2 不得给自己授予岗位。'],
    ['to somebody disabled', ['gone', '', '处长', '01', '2025-11-06', '', '', ''], 'A2 该人员已停用，须先恢复。'],
    [
      'an administrator’s to a head of division',
      ['head', '', '系统管理员', '', '2025-11-06', '', '', ''],
      'C2 该人员任过业务岗位，不得再任系统管理员：三名管理员须是三个不同的人，且不任业务岗位。',
    ],
    ['without its division', ['new', '', '处长', '', '2025-11-06', '', '', ''], 'D2 处长须选定所在处。'],
    [
      'in a division that has ended by then',
      ['new', '', '处长', '02', '2026-02-01', '', '', ''],
      'D2 规划处在2026年2月1日不存在。',
    ],
    [
      'ending before it begins',
      ['new', '', '处长', '01', '2025-11-06', '2025-11-01', '', ''],
      'F2 终止日2025年11月1日不晚于开始日2025年11月6日。',
    ],
    ['held already', ['head', '', '处长', '02', '2021-01-01', '', '', ''], 'C2 该人员在这段时间已任此岗位。'],
    [
      'a charge for a head of division',
      ['new', '', '处长', '01', '2025-11-06', '', '02', ''],
      'G2 只有领导小组组长、副组长分管各处。',
    ],
    [
      'membership by itself',
      ['new', '', '领导小组成员', '01', '2025-11-06', '', '', ''],
      'C2 领导小组成员由各处处长兼任，随处长岗位产生和终止。',
    ],
    [
      'a second head of the leading group',
      ['new', '', '领导小组组长', '', '2025-11-06', '', '', ''],
      'C2 同一时间只有一名领导小组组长，现为lead某。',
    ],
    [
      'a second head of a division without a word',
      ['new', '', '处长', '02', '2025-11-06', '2025-12-01', '', ''],
      'H2 规划处这段时间已有处长head某。请先定其终止日；因交接确需两人同时任职的，写明理由。',
    ],
    [
      'a second head of a division for ever',
      ['new', '', '处长', '02', '2025-11-06', '', '', '交接重叠一个月'],
      'F2 两人同时任职须有期限：请先定head某的终止日，或者填写本岗位的终止日。',
    ],
    [
      'of the performance office elsewhere',
      ['new', '', '办绩效办负责人', '02', '2025-11-06', '', '', ''],
      'D2 办绩效办不设在规划处，其岗位须在办绩效办所在处。',
    ],
    [
      'to nobody known',
      ['nobody', '', '处长', '01', '2025-11-06', '', '', ''],
      'A2 没有用户名“nobody”，人员须先由系统管理员增加。',
    ],
    [
      'to another than the name says',
      ['new', '王五', '处长', '01', '2025-11-06', '', '', ''],
      'B2 用户名new是new某，不是“王五”。',
    ],
    [
      'ending yesterday',
      ['head', '', '处长', '02', '2020-01-01', '2025-11-05', '', '调动'],
      'F2 终止日不得早于今天（2025年11月6日）。',
    ],
    [
      'ending without a reason',
      ['head', '', '处长', '02', '2020-01-01', '2025-12-01', '', ''],
      'H2 终止岗位须写原因。',
    ],
    [
      'ending the last security administrator',
      ['admin', '', '安全管理员', '', '2020-01-01', '2025-12-01', '', '调动'],
      'F2 这是最后一名安全管理员，须先授予他人。',
    ],
    [
      'ending a membership alone',
      ['head', '', '领导小组成员', '02', '2020-01-01', '2025-12-01', '', '调动'],
      'C2 领导小组成员由各处处长兼任，随处长岗位终止。',
    ],
  ])('refused: %s', (_, row, sentence) => {
    const rows = posts([row])
    expect([statesOf(rows), faultsOf(rows)]).toEqual([['refused'], [sentence]])
    expect(rows[0]?.write).toBeNull()
  })
  test('a second head of a division for a time, with the reason', () => {
    const [row] = posts([['new', '', '处长', '02', '2025-11-06', '2025-12-01', '', '交接重叠一个月']])
    expect(row).toMatchObject({ state: 'new', faults: [], write: { reason: '交接重叠一个月' } })
  })
  test('a successor on the day of the end, whichever row comes first', () => {
    const rows = [
      ['new', '', '领导小组组长', '', '2025-12-01', '', '01、02', ''],
      ['lead', '', '领导小组组长', '', '2020-01-01', '2025-12-01', '01', '退休'],
    ]
    for (const order of [rows, rows.toReversed()]) {
      const proposed = posts(order)
      expect(faultsOf(proposed)).toEqual([])
      expect(statesOf(proposed).toSorted()).toEqual(['changed', 'new'])
    }
  })
  test('two rows of one file exclude each other as two grants in a row would', () => {
    const administrator = ['new', '', '审计管理员', '', '2025-11-06', '', '', '']
    const business = ['new', '', '处长', '01', '2025-11-06', '', '', '']
    expect(statesOf(posts([administrator, business])).toSorted()).toEqual(['new', 'refused'])
    expect(faultsOf(posts([business, business]))).toEqual(['C3 与第2行重复。'])
    const overlapping = posts([business, ['new', '', '处长', '01', '2025-12-06', '', '', '']])
    expect(faultsOf(overlapping)).toEqual(['C3 该人员在这段时间已任此岗位。'])
  })
  test('both last administrators cannot end in one file', () => {
    const known = { ...office, posts: [...office.posts, post('p5', 'next', 'securityAdmin')] }
    const end = (userName: string) => [userName, '', '安全管理员', '', '2020-01-01', '2025-12-01', '', '调动']
    expect(statesOf(posts([end('next')], known))).toEqual(['changed'])
    expect(statesOf(posts([end('next'), end('admin')], known))).toEqual(['changed', 'refused'])
  })
  test('the membership ends with the post in the same file; one set end is not taken back', () => {
    const end = ['head', '', '处长', '02', '2020-01-01', '2025-12-01', '', '调动']
    const member = ['head', '', '领导小组成员', '02', '2020-01-01', '2025-12-01', '', '']
    expect(statesOf(posts([member, end]))).toEqual(['unchanged', 'changed'])
    const known = { ...office, posts: [post('p3', 'head', 'division.head', { divisionId: 'd2', toOn: '2025-12-01' })] }
    expect(faultsOf(posts([['head', '', '处长', '02', '2020-01-01', '', '', '']], known))).toEqual([
      'F2 已定的终止日不能取消，可以另行授予岗位。',
    ])
  })
  test('a post ended on its first day beside one granted anew from that day', () => {
    const known = {
      ...office,
      posts: [
        post('x', 'new', 'division.head', { divisionId: 'd1', toOn: '2020-01-01' }),
        post('y', 'new', 'division.head', { divisionId: 'd1' }),
      ],
    }
    const rows = posts(
      [
        ['new', '', '处长', '01', '2020-01-01', '', '', ''],
        ['new', '', '处长', '01', '2020-01-01', '2020-01-01', '', ''],
      ],
      known,
    )
    expect(statesOf(rows)).toEqual(['unchanged', 'unchanged'])
  })
  test('by name where one person has it; two of one name need the user name', () => {
    const known = { ...office, people: [...office.people, holder('other', 'new某')] }
    expect(statesOf(posts([['', 'next某', '处长', '01', '2025-11-06', '', '', '']], known))).toEqual(['new'])
    expect(faultsOf(posts([['', 'new某', '处长', '01', '2025-11-06', '', '', '']], known))).toEqual([
      'B2 有2人叫“new某”，请写用户名。',
    ])
  })
  test('any order of the columns says the same', () => {
    const rows = [
      heading,
      ['new', '', '处长', '01', '2025-11-06', '', '', ''],
      ['head', '', '处长', '02', '2020-01-01', '2025-12-01', '', '调动'],
      ['new', '', 'x', 'y', 'z', '', '', ''],
    ]
    const read = (order: readonly number[]) =>
      proposePosts(
        readTable(sheet(rows.map((cells) => order.map((at) => cells[at] ?? ''))), postColumns),
        office,
        as('securityAdmin'),
      )
    const plain = (order: readonly number[]) =>
      read(order).map(({ faults, ...row }) => ({ ...row, faults: faults.map(({ message }) => message.zh) }))
    const straight = [0, 1, 2, 3, 4, 5, 6, 7]
    fc.assert(
      fc.property(fc.shuffledSubarray(straight, { minLength: 8, maxLength: 8 }), (order) => {
        expect(plain(order)).toEqual(plain(straight))
      }),
    )
  })
  test('whoever may not grant is refused in every row', () => {
    const row = ['new', '', '处长', '01', '2025-11-06', '', '', '']
    const rows = proposePosts(readTable(sheet([heading, row]), postColumns), office, as('systemAdmin'))
    expect(faultsOf(rows)).toEqual(['C2 须由安全管理员办理。'])
  })
})
